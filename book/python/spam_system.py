"""What os.system does with the GIL and with the exit code, and subprocess beside it."""

import os
import subprocess
import threading
import time

ticks, stopped = [], threading.Event()


def tick():
    while not stopped.is_set():
        ticks.append(1)
        time.sleep(0.001)


# ANCHOR: program
ticker = threading.Thread(target=tick)
ticker.start()
os.system("sleep 0.5")
stopped.set()
ticker.join()
print("another thread ticked on:", len(ticks) > 1)

status = os.system("exit 3")
print("os.system returns", status)
if os.name == "posix":
    print("in which the exit code is", os.waitstatus_to_exitcode(status))
print("subprocess.call returns", subprocess.call("exit 3", shell=True))
# ANCHOR_END: program
