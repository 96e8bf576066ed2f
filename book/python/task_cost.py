"""What a task costs that does nothing, in a pool of one worker: of threads, and of processes."""

import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

TASKS = 3_000


# ANCHOR: ways
def same(n):
    return n


def one_after_the_other(pool):
    for n in range(TASKS):
        pool.submit(same, n).result()


def all_at_once(pool):
    for future in [pool.submit(same, n) for n in range(TASKS)]:
        future.result()


def chunks_of_100(pool):
    list(pool.map(same, range(TASKS), chunksize=100))
# ANCHOR_END: ways


def main():
    for kind in (ThreadPoolExecutor, ProcessPoolExecutor):
        for way in (one_after_the_other, all_at_once, chunks_of_100):
            with kind(1) as pool:
                pool.submit(same, 0).result()
                begin = time.perf_counter()
                way(pool)
                microseconds = (time.perf_counter() - begin) / TASKS * 1e6
            print(f"{kind.__name__:20} {way.__name__:20} {microseconds:8.2f} µs a task")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main()
