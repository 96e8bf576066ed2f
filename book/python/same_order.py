# Two threads take the same two locks, both in the same order, and call something in between.

import threading

left = threading.Lock()
right = threading.Lock()
moved = 0


def amount():
    return 1


# ANCHOR: moves
def forth():
    global moved
    with left:
        more = amount()
        with right:
            moved += more


def back():
    global moved
    with left:
        more = amount()
        with right:
            moved += more
# ANCHOR_END: moves


first = threading.Thread(target=forth)
second = threading.Thread(target=back)
first.start()
second.start()
first.join()
second.join()
print(moved)
