# Two threads take the same two locks, each in its own order.

import threading

left = threading.Lock()
right = threading.Lock()
moved = 0


# ANCHOR: moves
def forth():
    global moved
    with left:
        with right:
            moved += 1


def back():
    global moved
    with right:
        with left:
            moved += 1
# ANCHOR_END: moves


first = threading.Thread(target=forth)
second = threading.Thread(target=back)
first.start()
second.start()
first.join()
second.join()
print(moved)
