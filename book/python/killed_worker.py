"""A worker is killed in the middle of its task, as the system does it when memory runs out."""

import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

SOON = 1.0
# Windows has no SIGKILL; there, SIGTERM ends a process just as hard.
SIGKILL = getattr(signal, "SIGKILL", signal.SIGTERM)


# ANCHOR: program
def double(n):
    if n == 3:
        os.kill(os.getpid(), SIGKILL)
    return 2 * n


def with_pool():
    with multiprocessing.Pool(2) as pool:
        lost = pool.apply_async(double, [3])
        try:
            lost.get(SOON)  # without a limit: for ever
        except multiprocessing.TimeoutError:
            print("Pool: no answer and no error")
        print("Pool: another task gives", pool.apply(double, [4]))


def with_executor():
    with ProcessPoolExecutor(2) as executor:
        for n in (3, 4):
            try:
                print("Executor:", executor.submit(double, n).result())
            except BrokenProcessPool:
                print("Executor: BrokenProcessPool")
# ANCHOR_END: program


if __name__ == "__main__":
    with_pool()
    with_executor()
