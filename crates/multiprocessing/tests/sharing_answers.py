"""Asks Python's locks and queues the questions of sharing_same_as_python.rs, in the same order. An error answers with its name."""

import multiprocessing
import sys

SOON = 0.001
# A queue's thread writes in the background, so that what was put may not be there yet.
AT_LAST = 10


def say(question, ask):
    try:
        answer = ask()
    except Exception as error:
        answer = type(error).__name__
    sys.stdout.write(f"{question} -> {answer}\n")


def asks(lock, pipe):
    pipe.send([lock.acquire(block=False), lock.acquire(timeout=SOON)])


def doubles(numbers, doubled):
    while (number := numbers.get()) is not None:
        doubled.put(2 * number)


def asked(context, lock):
    """What a child hears that asks for the lock."""
    mine, theirs = context.Pipe()
    process = context.Process(target=asks, args=(lock, theirs))
    process.start()
    answer = mine.recv()
    process.join()
    return answer


def locks(context):
    lock = context.Lock()
    say("lock: acquire", lambda: lock.acquire(block=False))
    say("lock: acquire again without waiting", lambda: lock.acquire(block=False))
    say("lock: a child asks", lambda: asked(context, lock))
    say("lock: release", lock.release)
    say("lock: a child asks again", lambda: asked(context, lock)[0])


def queues(context):
    queue = context.Queue()
    say("queue: get nothing", queue.get_nowait)
    say("queue: get nothing with a time limit", lambda: queue.get(timeout=SOON))
    say("queue: put 1", lambda: queue.put(1))
    say("queue: put 2", lambda: queue.put_nowait(2))
    say("queue: put 3 with a time limit", lambda: queue.put(3, timeout=SOON))
    say("queue: get", queue.get)
    say("queue: get with a time limit", lambda: queue.get(timeout=AT_LAST))
    say("queue: get the last one", queue.get)
    say("queue: get nothing afterwards", lambda: queue.get(timeout=SOON))

    numbers, doubled = context.Queue(), context.Queue()
    process = context.Process(target=doubles, args=(numbers, doubled))
    process.start()
    for number in (1, 2, 3, None):
        numbers.put(number)
    say("queue: through a child and back", lambda: [doubled.get() for _ in range(3)])
    process.join()
    say("queue: exit code of the child", lambda: process.exitcode)
    say("queue: close", numbers.close)
    say("queue: close again", numbers.close)
    say("queue: put after close", lambda: numbers.put(4))


if __name__ == "__main__":
    locks(multiprocessing.get_context("spawn"))
    queues(multiprocessing.get_context("spawn"))
