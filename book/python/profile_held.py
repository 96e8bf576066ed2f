"""Two threads that compute in C code which keeps the GIL."""

import random
import sys
import threading

ROUNDS = 50
NUMBERS = [random.random() for _ in range(100_000)]


# ANCHOR: work
def order(rounds):
    for _ in range(rounds):
        sorted(NUMBERS)
# ANCHOR_END: work


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    threads = [threading.Thread(target=order, args=(rounds,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
