"""Two threads that wait: each asks again and again, and the answer takes 20 ms."""

import sys
import threading
import time

ANSWERS = 150


# ANCHOR: work
def ask(times):
    for _ in range(times):
        time.sleep(0.02)  # stands for a network that answers
# ANCHOR_END: work


if __name__ == "__main__":
    times = int(sys.argv[1]) if len(sys.argv) > 1 else ANSWERS
    threads = [threading.Thread(target=ask, args=(times,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
