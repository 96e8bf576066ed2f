"""Two accounts that hold 100 together. How often does somebody who counts see another sum?

`two_locks.py 20000` makes at least so many moves.
"""

import sys
import threading

a, b = 100, 0
a_lock, b_lock, lock = threading.Lock(), threading.Lock(), threading.Lock()


# ANCHOR: two
def move_with_two_locks():
    global a, b
    with a_lock:
        a -= 1
    with b_lock:
        b += 1


def sum_with_two_locks():
    with a_lock:
        in_a = a
    with b_lock:
        in_b = b
    return in_a + in_b
# ANCHOR_END: two


# ANCHOR: one
def move_with_one_lock():
    global a, b
    with lock:
        a -= 1
        b += 1


def sum_with_one_lock():
    with lock:
        return a + b
# ANCHOR_END: one


def wrong_sums(move, count, moves):
    """How many sums were not 100, of how many, while another thread made so many moves, or more: it goes on until there is a sum."""
    sums = []

    def move_on():
        made = 0
        while made < moves or not sums:
            move()
            made += 1

    mover = threading.Thread(target=move_on)
    mover.start()
    while mover.is_alive():
        sums.append(count())
    mover.join()
    return sum(found != 100 for found in sums), len(sums)


if __name__ == "__main__":
    moves = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    for name, move, count in [
        ("two locks", move_with_two_locks, sum_with_two_locks),
        ("one lock", move_with_one_lock, sum_with_one_lock),
    ]:
        wrong, of = wrong_sums(move, count, moves)
        print(f"{name}: {wrong:,} wrong sums of {of:,}")
