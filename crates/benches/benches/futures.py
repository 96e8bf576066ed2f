"""What futures.rs measures, by Python's ThreadPoolExecutor: nanoseconds for each row, one a line."""

import time
from concurrent.futures import ThreadPoolExecutor


def work(at_once, tasks):
    with ThreadPoolExecutor(max_workers=2) as executor:

        def run():
            start = time.perf_counter()
            for _ in range(tasks // at_once):
                futures = [executor.submit(int, n) for n in range(at_once)]
                for n, future in enumerate(futures):
                    assert future.result() == n
            return time.perf_counter() - start

        run()
        return min(run() for _ in range(15)) / tasks * 1e9


for nanoseconds in (work(1, 5_000), work(1_000, 10_000)):
    print(nanoseconds)
