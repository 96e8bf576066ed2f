# Two threads take the same two locks, each in its own order. One of them starts later.

import threading
import time

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
    time.sleep(0.1)
    with right:
        more = amount()
        with left:
            moved += more
# ANCHOR_END: moves


first = threading.Thread(target=forth)
second = threading.Thread(target=back)
first.start()
second.start()
first.join()
second.join()
print(moved)
