"""What threading.rs measures, by Python's threading and queue: nanoseconds for each row, one a line."""

import queue
import statistics
import threading
import time


def median(rounds, run, operations):
    return statistics.median(run() for _ in range(rounds)) / operations * 1e9


def alone(lock, times=200_000):
    def run():
        start = time.perf_counter()
        for _ in range(times):
            with lock:
                pass
        return time.perf_counter() - start

    return median(5, run, times)


def together(threads, times=100_000):
    def run():
        lock, barrier = threading.Lock(), threading.Barrier(threads + 1)

        def work():
            barrier.wait()
            for _ in range(times // threads):
                with lock:
                    pass
            barrier.wait()

        started = [threading.Thread(target=work) for _ in range(threads)]
        for thread in started:
            thread.start()
        barrier.wait()
        start = time.perf_counter()
        barrier.wait()
        took = time.perf_counter() - start
        for thread in started:
            thread.join()
        return took

    return median(5, run, times)


def there_and_back(times=5_000):
    def run():
        out, home = queue.Queue(), queue.Queue()
        other = threading.Thread(target=lambda: [home.put(out.get()) for _ in range(times)])
        other.start()
        start = time.perf_counter()
        for n in range(times):
            out.put(n)
            home.get()
        took = time.perf_counter() - start
        other.join()
        return took

    return median(5, run, times)


def one_way(times=50_000):
    def run():
        out = queue.Queue(100)
        other = threading.Thread(target=lambda: [out.get() for _ in range(times)])
        start = time.perf_counter()
        other.start()
        for n in range(times):
            out.put(n)
        other.join()
        return time.perf_counter() - start

    return median(5, run, times)


for nanoseconds in (
    alone(threading.Lock()),
    alone(threading.RLock()),
    together(2),
    together(4),
    there_and_back(),
    one_way(),
):
    print(nanoseconds)
