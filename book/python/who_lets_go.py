"""Which C functions let others run: how often another thread ticks during their calls, and what a second thread brings."""

import collections
import functools
import hashlib
import json
import operator
import re
import sys
import threading
import time
import zlib

KIBI = 1024
numbers = [number * 7919 % 10007 for number in range(10000)]
text = " ".join(map(str, numbers))


# ANCHOR: calls
def hashing(size):
    return functools.partial(hashlib.sha256, bytes(size))


# What is called, and how often for some milliseconds of work.
CALLS = [
    ("sha256, 1 KiB", hashing(KIBI), 4000),
    ("sha256, 4 KiB", hashing(4 * KIBI), 1200),
    ("sha256, 1 MiB", hashing(KIBI * KIBI), 6),
    ("zlib", functools.partial(zlib.compress, text.encode()), 2),
    # What json.loads calls: the half of it that is C.
    ("json", functools.partial(json.JSONDecoder().scan_once, json.dumps(numbers), 0), 6),
    ("sorted", functools.partial(sorted, numbers), 6),
    ("re", functools.partial(re.compile(r"\d*7\b").findall, text), 2),
]
# ANCHOR_END: calls


# ANCHOR: ticks
def ticks_during(call, times):
    """How often another thread, which wants to each millisecond, runs during the calls.

    `map` and `methodcaller` are C, so no line of Python comes between the calls, at which this thread could be made to let go.
    """
    ticks, over = [], threading.Event()

    def tick():
        while not over.is_set():
            ticks.append(1)
            time.sleep(0.001)

    ticker = threading.Thread(target=tick)
    ticker.start()
    look = functools.partial(len, ticks)
    looks_and_calls = [look] + [call] * times + [look]
    before, *_, after = map(operator.methodcaller("__call__"), looks_and_calls)
    over.set()
    ticker.join()
    return after - before
# ANCHOR_END: ticks


def seconds(call, times, threads):
    """How long so many calls take, shared by so many threads."""

    def work():
        collections.deque((call() for _ in range(times // threads)), maxlen=0)

    workers = [threading.Thread(target=work) for _ in range(threads)]
    begun = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - begun


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    for name, call, times in CALLS:
        ticks = ticks_during(call, 4 * times)
        # By turns, and the least counts: a machine is seldom quiet.
        measured = [(seconds(call, times, 1), seconds(call, times, 2)) for _ in range(rounds)]
        one, two = (min(column) for column in zip(*measured))
        print(f"{name:<13} {ticks:3} ticks, two threads are {one / two:.2f} times as fast as one")
