"""Asks Python's ProcessPoolExecutor the questions of program/process_answers.rs, in the same order. An error answers with its name."""

import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed

# Ours is spawn everywhere, whatever this Python's default is.
spawn = multiprocessing.get_context("spawn")


def say(question, ask):
    try:
        answer = ask()
    except BaseException as error:  # CancelledError is no Exception on every Python
        answer = type(error).__name__
    sys.stdout.write(f"{question} -> {answer}\n")


# What workers do.


def add(a, b):
    return a + b


def halve(n):
    if n % 2:
        raise ValueError("odd")
    return n // 2


def wait_for(pipe):
    pipe.send("I have begun")
    return pipe.recv()


def wait_and_die(pipe):
    wait_for(pipe)
    die()


def die():
    os._exit(1)


def error_of(future):
    error = future.exception()
    return None if error is None else type(error).__name__


def healthy():
    say("a pool of nobody", lambda: ProcessPoolExecutor(0))
    pool = ProcessPoolExecutor(2, mp_context=spawn)
    say("a result", lambda: pool.submit(add, 3, 4).result())
    failed = pool.submit(halve, 3)
    say("a failure", failed.result)
    say("its exception", lambda: error_of(failed))
    say("a failure is done", failed.done)
    say("a failure cannot be cancelled", failed.cancel)
    say("the next result", lambda: pool.submit(halve, 4).result())
    say("map", lambda: list(pool.map(halve, range(0, 20, 2))))
    say("map in chunks of 3", lambda: list(pool.map(halve, range(0, 20, 2), chunksize=3)))
    say("map in chunks of nothing", lambda: pool.map(halve, [2], chunksize=0))
    results = pool.map(halve, [2, 3, 4])
    say("map, the first of three", lambda: next(results))
    say("map, the second, which fails", lambda: next(results))
    results = pool.map(halve, [2, 3, 4], chunksize=3)
    say("map in one chunk, of which the second fails", lambda: next(results))
    say("as_completed", lambda: sorted(future.result() for future in as_completed([pool.submit(halve, 2), pool.submit(halve, 4)])))
    say("shutdown", pool.shutdown)
    say("shutdown again", pool.shutdown)
    say("submit after shutdown", lambda: pool.submit(halve, 2))
    say("map after shutdown", lambda: pool.map(halve, [2]))


def busy(task):
    """A pool of one worker which is at this task, and the pipe that lets it go on."""
    pool = ProcessPoolExecutor(1, mp_context=spawn)
    mine, theirs = spawn.Pipe()
    running = pool.submit(task, theirs)
    mine.recv()
    return pool, running, mine


def cancelled():
    pool, running, mine = busy(wait_for)
    queued = [pool.submit(halve, 2 * n) for n in range(4)]
    say("what runs is running", running.running)
    say("cancel what runs", running.cancel)
    say("cancel the last that is queued", queued[-1].cancel)
    say("its result", queued[-1].result)
    say("no time for a result", lambda: running.result(0))
    mine.send("done")
    say("the result of what ran", running.result)
    say("the results of what was queued", lambda: [future.result() for future in queued[:-1]])
    pool.shutdown()


def broken():
    pool, dead, mine = busy(wait_and_die)
    behind = [pool.submit(halve, 2 * n) for n in range(8)]
    mine.send("die")
    say("the task of a worker that dies", dead.result)
    say("those behind it", lambda: sorted({str(error_of(future)) for future in behind}))
    say("submit to a broken pool", lambda: pool.submit(halve, 2))
    say("map of a broken pool", lambda: pool.map(halve, [2]))
    say("shutdown of a broken pool", pool.shutdown)
    say("submit to a broken pool after shutdown", lambda: pool.submit(halve, 2))

    pool = ProcessPoolExecutor(2, mp_context=spawn)
    pipes = [spawn.Pipe() for _ in range(2)]
    innocent, dead = pool.submit(wait_for, pipes[0][1]), pool.submit(wait_and_die, pipes[1][1])
    for mine, _ in pipes:
        mine.recv()
    # CPython looks at a worker that it has just started from the next submit on (book/python/nobody_noticed.py).
    behind = pool.submit(halve, 2)
    pipes[1][0].send("die")
    say("one of two workers dies", dead.result)
    say("what the other one was at", innocent.result)
    say("what was queued", behind.result)
    pool.shutdown()


if __name__ == "__main__":
    healthy()
    cancelled()
    broken()
