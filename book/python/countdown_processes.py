"""The same work on one and two threads, and on one and two processes by each start method. The least of a few rounds."""

import multiprocessing
import threading
import time

STEPS = 20_000_000
ROUNDS = 5


def crunch(steps):
    while steps > 0:
        steps -= 1


# ANCHOR: seconds
def seconds(kind, count):
    """How long `count` of this kind take for all steps together, from the first start to the last join."""
    begin = time.perf_counter()
    workers = [kind(target=crunch, args=(STEPS // count,)) for _ in range(count)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - begin
# ANCHOR_END: seconds


def main():
    kinds = {"threads": threading.Thread}
    for method in multiprocessing.get_all_start_methods():
        kinds[f"processes, {method}"] = multiprocessing.get_context(method).Process
    for name, kind in kinds.items():
        one, two = (min(seconds(kind, count) for _ in range(ROUNDS)) for count in (1, 2))
        print(f"{name:22} 1: {one:.3f} s   2: {two:.3f} s   {two / one:.2f} of the time")


if __name__ == "__main__":
    main()
