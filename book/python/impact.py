"""A computation and many short waits, on one, two and four threads: how long each takes, beside one thread."""

import statistics
import sys
import threading
import time

LAST = 20_000
WAITS = 40
EACH = 0.005
ROUNDS = 5


# ANCHOR: workloads
def compute(me, threads):
    steps = 0
    for n in range(1 + me, LAST + 1, threads):
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
    return steps


def wait(me, threads):
    done = 0
    for _ in range(WAITS // threads):
        time.sleep(EACH)
        done += 1
    return done
# ANCHOR_END: workloads


def run(workload, threads):
    """The result, and how many seconds it took."""
    results = []
    started = [threading.Thread(target=lambda me=me: results.append(workload(me, threads))) for me in range(threads)]
    begin = time.perf_counter()
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    return sum(results), time.perf_counter() - begin


def table():
    for workload in (compute, wait):
        seconds = {1: [], 2: [], 4: []}
        for _ in range(ROUNDS):
            for threads, times in seconds.items():
                times.append(run(workload, threads)[1])
        one = statistics.median(seconds[1])
        for threads, times in seconds.items():
            print(f"{workload.__name__:<8} {threads} threads: {statistics.median(times) / one:.2f} times one thread's {one:.3f} s")


if __name__ == "__main__":
    if len(sys.argv) == 1:
        table()
    else:
        # One run: `impact.py compute 2`.
        name, threads = sys.argv[1:]
        print(*run({"compute": compute, "wait": wait}[name], int(threads)))
