"""The same work on one thread, on two, and in two processes by each start method. With a number, so many steps: `countdown_processes.py 50000000`."""

import multiprocessing
import sys
import threading
import time

STEPS = 2_000_000


def crunch(steps):
    while steps > 0:
        steps -= 1


# ANCHOR: seconds
def seconds(kind, count, steps):
    """How long `count` of this kind take for all steps together, from the first start to the last join."""
    begin = time.perf_counter()
    workers = [kind(target=crunch, args=(steps // count,)) for _ in range(count)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - begin
# ANCHOR_END: seconds


def main():
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else STEPS
    one = seconds(threading.Thread, 1, steps)
    print(f"one thread             {one:.3f} s")
    print_beside(one, "two threads", seconds(threading.Thread, 2, steps))
    for method in multiprocessing.get_all_start_methods():
        process = multiprocessing.get_context(method).Process
        if method == "forkserver":
            seconds(process, 1, 0)  # The first one starts the server, too.
        print_beside(one, f"two by {method}", seconds(process, 2, steps))


def print_beside(one, name, took):
    print(f"{name:22} {took:.3f} s, {took / one:.2f} of one thread's time")


if __name__ == "__main__":
    main()
