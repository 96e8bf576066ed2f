"""What process_pool.rs measures, by Python's two pools: nanoseconds for each row, the executor's and the pool's, one row a line."""

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor

WORKERS = 2
ROUNDS = 15


def same(n):
    return n


def least(tasks, work):
    """The least of some rounds, for one task."""

    def run():
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    run()
    return min(run() for _ in range(ROUNDS)) / tasks * 1e9


def one_at_a_time(submit, result):
    for n in range(500):
        assert result(submit(n)) == n


def at_once(submit, result):
    for n, future in enumerate([submit(n) for n in range(1_000)]):
        assert result(future) == n


def mapped(do):
    assert list(do(range(10_000))) == list(range(10_000))


if __name__ == "__main__":
    with ProcessPoolExecutor(WORKERS) as executor, multiprocessing.Pool(WORKERS) as pool:
        by_executor = (lambda n: executor.submit(same, n), lambda future: future.result())
        by_pool = (lambda n: pool.apply_async(same, (n,)), lambda result: result.get())
        for tasks, work in ((500, one_at_a_time), (1_000, at_once)):
            print(*(least(tasks, lambda: work(*by)) for by in (by_executor, by_pool)))
        maps = (lambda items: executor.map(same, items, chunksize=100), lambda items: pool.map(same, items, 100))
        print(*(least(10_000, lambda: mapped(do)) for do in maps))
