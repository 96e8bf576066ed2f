"""One C function that sleeps, called twice by ctypes. Only one of the two calls lets go of the GIL."""

import ctypes
import sys
import threading
import time

MILLISECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 500


# ANCHOR: program
def sleeper(kind):
    """A function that sleeps for so many milliseconds, in C."""
    if sys.platform == "win32":
        return kind("kernel32").Sleep
    usleep = kind(None).usleep
    return lambda milliseconds: usleep(milliseconds * 1000)


def ticks_during(sleep):
    ticks, stopped = [], threading.Event()

    def tick():
        while not stopped.is_set():
            ticks.append(1)
            time.sleep(0.001)

    ticker = threading.Thread(target=tick)
    ticker.start()
    before = len(ticks)
    sleep(MILLISECONDS)
    after = len(ticks)
    stopped.set()
    ticker.join()
    return after - before


print("CDLL ", ticks_during(sleeper(ctypes.CDLL)), "ticks")
print("PyDLL", ticks_during(sleeper(ctypes.PyDLL)), "ticks")
# ANCHOR_END: program
