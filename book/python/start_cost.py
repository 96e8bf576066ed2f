"""What it costs to start something that does nothing, and to join it: a thread, and a process by each start method.

With a number, the parent has touched so many megabytes before: `start_cost.py 256`.
"""

import multiprocessing
import statistics
import sys
import threading
import time

TIMES = 30


def nothing():
    pass


# ANCHOR: start
def milliseconds(kind):
    begin = time.perf_counter()
    started = kind(target=nothing)
    started.start()
    started.join()
    return (time.perf_counter() - begin) * 1000
# ANCHOR_END: start


def main():
    ballast = bytearray(int(sys.argv[1]) * 2**20 if len(sys.argv) > 1 else 0)
    for page in range(0, len(ballast), 4096):
        ballast[page] = 1
    kinds = {"thread": threading.Thread}
    kinds.update((method, multiprocessing.get_context(method).Process) for method in multiprocessing.get_all_start_methods())
    for name, kind in kinds.items():
        first, *others = (milliseconds(kind) for _ in range(TIMES + 1))
        print(f"{name:10} {statistics.median(others):7.3f} ms (the first one {first:7.3f} ms)")


if __name__ == "__main__":
    main()
