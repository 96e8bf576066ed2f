"""A process pool starts its second worker, and that one is killed at once. How often does the pool notice?"""

import multiprocessing
import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor, TimeoutError
from concurrent.futures.process import BrokenProcessPool

TRIES = 5
SOON = 1.0
# Windows has no SIGKILL; there, SIGTERM ends a process just as hard.
SIGKILL = getattr(signal, "SIGKILL", signal.SIGTERM)


# ANCHOR: program
def wait_for(pipe):
    pipe.send("I have begun")
    pipe.recv()


def kill_myself():
    os.kill(os.getpid(), SIGKILL)


def noticed(context):
    pool = ProcessPoolExecutor(2, mp_context=context)
    mine, theirs = context.Pipe()
    pool.submit(wait_for, theirs)
    mine.recv()  # the first worker is busy
    try:
        pool.submit(kill_myself).result(SOON)  # without a limit: for ever
    except BrokenProcessPool:
        return True
    except TimeoutError:
        pool.submit(wait_for, theirs)  # the pool looks at its workers again
        return False
    finally:
        pool.shutdown()
# ANCHOR_END: program


if __name__ == "__main__":
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else TRIES
    for method in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context(method)
        print(f"{method}: noticed {sum(noticed(context) for _ in range(tries))} times in {tries}")
