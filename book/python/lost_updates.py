"""Two threads count with one variable. How many updates are lost, with the GIL in place?

    lost_updates.py [UPDATES]
"""

import sys
import threading

# Of each thread.
UPDATES = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000

counter = 0


def one():
    return 1


# ANCHOR: count
def count():
    global counter
    for _ in range(UPDATES):
        counter += 1


def count_with_a_call():
    global counter
    for _ in range(UPDATES):
        counter = counter + one()
# ANCHOR_END: count


# ANCHOR: after
def count_after_a_call():
    global counter
    for _ in range(UPDATES):
        counter = one() + counter
# ANCHOR_END: after


def lost(function):
    """How many of two threads' updates are missing at the end."""
    global counter
    counter = 0
    both_are_there = threading.Barrier(2)
    threads = [threading.Thread(target=lambda: (both_are_there.wait(), function())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return 2 * UPDATES - counter


if __name__ == "__main__":
    # Asks for the GIL after one microsecond, not after 5 ms: the same can happen, only more often.
    sys.setswitchinterval(1e-6)
    print("lost of", f"{2 * UPDATES:,}")
    print(f"counter += 1               {lost(count):9,}")
    print(f"counter = counter + one()  {lost(count_with_a_call):9,}")
    print(f"counter = one() + counter  {lost(count_after_a_call):9,}")
