"""What it costs to start something that does nothing, and to join it: a thread, and a process by each start method.

`start_cost.py 256 10 fork`: the parent has touched 256 MB before, and each process is started 10 times; only these methods.
"""

import multiprocessing
import statistics
import sys
import threading
import time

TIMES = 30


def nothing():
    pass


# ANCHOR: start
def seconds(kind):
    begin = time.perf_counter()
    started = kind(target=nothing)
    started.start()
    started.join()
    return time.perf_counter() - begin
# ANCHOR_END: start


def main(megabytes=0, times=TIMES, *methods):
    ballast = bytearray(int(megabytes) * 2**20)
    for page in range(0, len(ballast), 4096):
        ballast[page] = 1
    kinds = {"thread": threading.Thread}
    for method in methods or multiprocessing.get_all_start_methods():
        kinds[method] = multiprocessing.get_context(method).Process
    for name, kind in kinds.items():
        if name == "forkserver":
            print(f"{name:10} {seconds(kind):.6f} s for the first one, which starts the server")
        often = TIMES if name == "thread" else int(times)
        print(f"{name:10} {statistics.median(seconds(kind) for _ in range(often)):.6f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
