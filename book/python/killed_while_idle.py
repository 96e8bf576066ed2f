"""The only worker of a pool is killed while it has nothing to do. What becomes of the next task?"""

import multiprocessing
import os
import sys
import time

SOON = 1.0


def double(n):
    return 2 * n


# ANCHOR: program
def kill_the_idle_worker():
    pool = multiprocessing.Pool(1)
    worker = multiprocessing.active_children()[0]
    print("the first task:", pool.apply(double, [3]))
    time.sleep(0.5)  # now it waits for another one
    worker.kill()
    worker.join()
    try:
        print("the next task:", pool.apply_async(double, [4]).get(SOON))
    except multiprocessing.TimeoutError:
        print("the next task: no answer")
# ANCHOR_END: program
    for worker in multiprocessing.active_children():
        worker.kill()


if __name__ == "__main__":
    kill_the_idle_worker()
    sys.stdout.flush()
    os._exit(0)  # Python would tidy up the pool, and wait for the same lock, for ever.
