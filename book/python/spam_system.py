"""C's system() called with the GIL held, as the document's spam does, and with the GIL let go, as os.system does."""

import ctypes
import os
import subprocess
import sys
import threading
import time

COMMAND = "sleep " + (sys.argv[1] if len(sys.argv) > 1 else "0.5")

# PyDLL calls a C function without letting go of the GIL.
held = ctypes.PyDLL("msvcrt" if os.name == "nt" else None).system


# ANCHOR: program
def ticks_while(system, command):
    """How often another thread, which wants to each millisecond, runs while the command does."""
    ticks, over = [], threading.Event()

    def tick():
        while not over.is_set():
            ticks.append(1)
            time.sleep(0.001)

    ticker = threading.Thread(target=tick)
    ticker.start()
    before = len(ticks)
    system(command)
    after = len(ticks)
    over.set()
    ticker.join()
    return after - before


print("with the GIL held:", ticks_while(held, COMMAND.encode()), "ticks")
print("with the GIL let go:", ticks_while(os.system, COMMAND), "ticks")
# ANCHOR: returns
print("os.system: exit 3 returns", os.system("exit 3"))
print("subprocess.call: exit 3 returns", subprocess.call("exit 3", shell=True))
# ANCHOR_END: returns
# ANCHOR_END: program
