"""Two threads that compute in C code which lets go of the GIL."""

import hashlib
import sys
import threading

ROUNDS = 500
DATA = bytes(8_000_000)


# ANCHOR: work
def digest(rounds):
    for _ in range(rounds):
        hashlib.sha256(DATA).digest()
# ANCHOR_END: work


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    threads = [threading.Thread(target=digest, args=(rounds,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
