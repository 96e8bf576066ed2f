"""Two threads count with a function's help, first without a lock and then with one. How many updates are lost?

`with_a_call.py 5000` makes so many updates a thread, in each of a few rounds.
"""

import sys
import threading

ROUNDS = 5  # On a busy machine, both threads may not run at the same time in one of them.

counter = 0
lock = threading.Lock()


def one():
    return 1


# ANCHOR: ways
def without_a_lock(updates):
    global counter
    for _ in range(updates):
        counter = counter + one()


def with_a_lock(updates):
    global counter
    for _ in range(updates):
        with lock:
            counter = counter + one()
# ANCHOR_END: ways


def lost(way, updates):
    """How many of two threads' updates are missing at the end."""
    global counter
    counter = 0
    both = threading.Barrier(2)

    def count():
        both.wait()
        way(updates)

    threads = [threading.Thread(target=count) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return 2 * updates - counter


if __name__ == "__main__":
    # Asks for the GIL after one microsecond, not after 5 ms: the same can happen, only more often.
    sys.setswitchinterval(1e-6)
    updates = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    print(f"lost of {2 * ROUNDS * updates:,}")
    print(f"without a lock: {sum(lost(without_a_lock, updates) for _ in range(ROUNDS)):,}")
    print(f"with a lock: {sum(lost(with_a_lock, updates) for _ in range(ROUNDS)):,}")
