"""Five kinds of work, in a pool of two threads and in one of two processes, beside one task after the other."""

import hashlib
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

TASKS = 12
TINY = 25  # as many times as many tasks

TURNS = 3

LARGE = b"x" * 5000000
MIXED = [n * 7919 % 100003 for n in range(60000)]


# ANCHOR: kinds
def waits(n):
    time.sleep(0.005)


def runs_python(n):
    return sum(n * n for n in range(60000))


def native_lets_go(n):
    return hashlib.sha1(LARGE).hexdigest()


def native_keeps_it(n):
    return sorted(MIXED)[n]


def tiny(n):
    return n + 1
# ANCHOR_END: kinds


# ANCHOR: measured
def seconds(do_all, work, tasks):
    begin = time.perf_counter()
    done = list(do_all(work, range(tasks)))
    took = time.perf_counter() - begin
    assert len(done) == tasks
    return took
# ANCHOR_END: measured


def main():
    tasks = int(sys.argv[1]) if len(sys.argv) > 1 else TASKS
    with ThreadPoolExecutor(2) as threads, ProcessPoolExecutor(2) as processes:
        # Both pools are warm before the first clock starts; the processes first, since a fork beside running threads is a risk.
        for pool in (processes, threads):
            seconds(pool.map, tiny, 4)
        for work in (waits, runs_python, native_lets_go, native_keeps_it, tiny):
            count = TINY * tasks if work is tiny else tasks
            # They take turns, and the least of each counts: a machine is seldom quiet.
            turns = [[seconds(do_all, work, count) for do_all in (map, threads.map, processes.map)] for _ in range(TURNS)]
            one, in_threads, in_processes = [min(took) for took in zip(*turns)]
            print("{:16} one after the other {:.6f} s, two threads {:6.2f} of that, two processes {:6.2f}".format(
                work.__name__, one, in_threads / one, in_processes / one))


if __name__ == "__main__":
    main()
