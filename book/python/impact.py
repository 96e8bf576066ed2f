"""A computation and many short waits, on one, two and four threads: how long each takes, beside one thread.

    impact.py [WAITS [ROUNDS]]
"""

import statistics
import sys
import threading
import time

WAITS = int(sys.argv[1]) if len(sys.argv) > 1 else 20
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
LAST = 500 * WAITS
EACH = 0.005


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


def seconds(workload, threads):
    """How long these threads take together for the whole work."""
    started = [threading.Thread(target=workload, args=(me, threads)) for me in range(threads)]
    begin = time.perf_counter()
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    return time.perf_counter() - begin


if __name__ == "__main__":
    for workload in (compute, wait):
        times = {1: [], 2: [], 4: []}
        for _ in range(ROUNDS):
            for threads, took in times.items():
                took.append(seconds(workload, threads))
        one = statistics.median(times[1])
        for threads, took in times.items():
            print(f"{workload.__name__:<8} {threads} threads: {statistics.median(took) / one:.2f} times one thread's {one:.3f} s")
