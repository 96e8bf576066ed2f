"""Two threads that compute, in Python only."""

import sys
import threading

STEPS = 30_000_000


# ANCHOR: work
def count(steps):
    while steps > 0:
        steps -= 1
# ANCHOR_END: work


if __name__ == "__main__":
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else STEPS
    threads = [threading.Thread(target=count, args=(steps,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
