"""Asks Python's multiprocessing.Pool the questions of program/pool_answers.rs, in the same order. An error answers with its name."""

import multiprocessing
import multiprocessing.pool
import os
import signal
import sys

# Ours is spawn everywhere, whatever this Python's default is.
spawn = multiprocessing.get_context("spawn")


def say(question, ask):
    try:
        answer = ask()
    except Exception as error:
        answer = type(error).__name__
    sys.stdout.write(f"{question} -> {answer}\n")


# What workers do.


def nothing(_item):
    pass


def add(a, b):
    return a + b


def halve(n):
    if n % 2:
        raise ValueError("odd")
    return n // 2


def wait_for(pipe):
    pipe.recv()


def kill_myself():
    os.kill(os.getpid(), signal.SIGKILL)


def chunk_sizes(processes):
    """How many items a chunk has that a pool's map makes of 0 to 69. A pool of threads has the same code, and starts sooner."""
    sizes = []
    get_tasks = multiprocessing.pool.Pool._get_tasks

    def recorded(func, it, size):
        sizes.append(size)
        return get_tasks(func, it, size)

    multiprocessing.pool.Pool._get_tasks = staticmethod(recorded)
    with multiprocessing.pool.ThreadPool(processes) as pool:
        for items in range(70):
            pool.map(nothing, range(items))
    return sizes


def pools():
    say("a pool of nobody", lambda: spawn.Pool(0))
    pool = spawn.Pool(2)
    say("apply", lambda: pool.apply(add, (3, 4)))
    say("apply what fails", lambda: pool.apply(halve, (3,)))
    say("apply after that", lambda: pool.apply(halve, (4,)))
    failed = pool.apply_async(halve, (3,))
    say("wait for what fails", failed.wait)
    say("a failure is ready", failed.ready)
    say("a failure is successful", failed.successful)
    say("a failure", failed.get)
    result = pool.apply_async(halve, (8,))
    say("wait", result.wait)
    say("a result is ready", result.ready)
    say("a result is successful", result.successful)
    say("a result", result.get)
    say("map", lambda: pool.map(halve, range(0, 20, 2)))
    say("map nothing", lambda: pool.map(halve, []))
    say("map in chunks of 3", lambda: pool.map(halve, range(0, 20, 2), 3))
    say("map what fails", lambda: pool.map(halve, range(4)))
    say("starmap", lambda: pool.starmap(add, [(1, 2), (3, 4)]))
    say("imap", lambda: list(pool.imap(halve, range(0, 20, 2))))
    say("imap in chunks of 3", lambda: list(pool.imap(halve, range(0, 20, 2), 3)))
    say("imap in chunks of nothing", lambda: pool.imap(halve, [2], 0))
    say("imap_unordered, sorted", lambda: sorted(pool.imap_unordered(halve, range(0, 20, 2))))
    results = pool.imap(halve, [2, 3, 4])
    say("imap, the first of three", lambda: next(results))
    say("imap, the second, which fails", lambda: next(results))
    say("imap, the third", lambda: next(results))
    say("imap, the fourth", lambda: next(results))
    mine, theirs = spawn.Pipe()
    waits = pool.apply_async(wait_for, (theirs,))
    say("not ready yet", waits.ready)
    say("successful, asked too early", waits.successful)
    say("no time to wait", lambda: waits.get(0))
    mine.send(None)
    say("now it is there", waits.get)
    say("the task of a worker that is killed", lambda: pool.apply_async(kill_myself).get(1))
    say("another task after that", lambda: pool.apply(add, (5, 6)))
    say("join too early", pool.join)
    say("close", pool.close)
    say("close again", pool.close)
    say("apply after close", lambda: pool.apply(add, (1, 2)))
    say("map after close", lambda: pool.map(halve, [2]))
    say("terminate", pool.terminate)
    say("join", pool.join)
    say("join again", pool.join)
    say("apply after terminate", lambda: pool.apply(add, (1, 2)))
    for processes in (1, 2, 3, 8):
        say(f"chunk sizes for {processes}", lambda: chunk_sizes(processes))


if __name__ == "__main__":
    pools()
