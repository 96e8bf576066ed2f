"""Two interpreters share one GIL. One thread never waits. Does it hear that another one asks for the GIL from the other interpreter?

Needs CPython 3.9 or newer.
"""

import sys
import threading
import time

LONGEST = 0.5

if sys.version_info < (3, 9):
    sys.exit("one note of a request for all interpreters: CPython before 3.9 has nothing to show here")
elif sys.version_info < (3, 13):
    from _xxsubinterpreters import create, run_string as run

    other = create(isolated=False)
else:
    from _interpreters import create, exec as run

    other = create("legacy")

done = False


# ANCHOR: asks
def asks():
    global done
    run(other, "import time; time.sleep(0.02)")
    done = True


def heard():
    thread = threading.Thread(target=asks)
    thread.start()
    end = time.perf_counter() + LONGEST
    while not done and time.perf_counter() < end:
        pass
    was_heard = done
    thread.join()
    return was_heard
# ANCHOR_END: asks


if __name__ == "__main__":
    print("heard" if heard() else f"not heard in {LONGEST} s")
