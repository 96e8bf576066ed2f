"""The same work on one, two and four threads.

    countdown.py [STEPS]
"""

import sys
import threading
import time

STEPS = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000_000


def crunch(steps):
    while steps > 0:
        steps -= 1


# ANCHOR: run
def run(threads):
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
# ANCHOR_END: run


def seconds(count):
    """How long `count` threads take for all steps together, and how much of that they spend on a processor."""
    threads = [threading.Thread(target=crunch, args=(STEPS // count,)) for _ in range(count)]
    begin, begin_busy = time.perf_counter(), time.process_time()
    run(threads)
    return time.perf_counter() - begin, time.process_time() - begin_busy


if __name__ == "__main__":
    one, one_busy = seconds(1)
    print(f"1 thread:  {one:.3f} s, {one_busy:.3f} s of a processor")
    for count in (2, 4):
        took, busy = seconds(count)
        print(f"{count} threads: {took:.3f} s, {busy:.3f} s of a processor, {took / one:.2f} times one thread's time")
