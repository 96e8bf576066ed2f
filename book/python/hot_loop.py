"""The same hot loop three times: in Python, in C behind one call that holds the GIL, and in NumPy, which lets go of it."""

import sys
import threading
import time


# ANCHOR: ways
def loop(start, stop):
    total = 0
    for number in range(start, stop):
        total += number
    return total


def builtin(start, stop):
    return sum(range(start, stop))


def numpy_sum(start, stop):
    return int(numpy.arange(start, stop, dtype=numpy.int64).sum())
# ANCHOR_END: ways


def seconds(way, ranges):
    """How long `way` takes for all of the ranges, each in a thread of its own."""
    threads = [threading.Thread(target=way, args=bounds) for bounds in ranges]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begun


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    ways = [("loop", loop), ("builtin", builtin)]
    try:
        import numpy

        ways.append(("numpy", numpy_sum))
    except ImportError:
        print("NumPy is not installed for this Python: python3 -m pip install numpy, in a virtual environment")
    whole, halves = [(0, 1_000_000)], [(0, 500_000), (500_000, 1_000_000)]
    for name, way in ways:
        assert way(0, 65_537) == 2_147_516_416
        # By turns, and the least counts: a machine is seldom quiet.
        measured = [(seconds(way, whole), seconds(way, halves)) for _ in range(rounds)]
        one, two = (min(column) for column in zip(*measured))
        print(f"{name:>8}: {1e6 / one:13,.0f} numbers a second, two threads are {one / two:.2f} times as fast as one")
