"""What a task costs that does nothing, in a pool of one worker: of threads, and of processes."""

import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

TASKS = 3_000


# ANCHOR: ways
def same(n):
    return n


def one_after_the_other(pool, tasks):
    for n in range(tasks):
        pool.submit(same, n).result()


def all_at_once(pool, tasks):
    for future in [pool.submit(same, n) for n in range(tasks)]:
        future.result()


def chunks_of_100(pool, tasks):
    list(pool.map(same, range(tasks), chunksize=100))
# ANCHOR_END: ways


def main():
    tasks = int(sys.argv[1]) if len(sys.argv) > 1 else TASKS
    for kind in (ThreadPoolExecutor, ProcessPoolExecutor):
        for way in (one_after_the_other, all_at_once, chunks_of_100):
            with kind(1) as pool:
                pool.submit(same, 0).result()
                begin = time.perf_counter()
                way(pool, tasks)
                seconds = (time.perf_counter() - begin) / tasks
            print(f"{kind.__name__:20} {way.__name__:20} {seconds:.7f} s a task")


if __name__ == "__main__":
    main()
