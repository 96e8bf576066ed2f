# Two threads take the same two locks, each in its own order, and one of them a third lock first.

import threading

left = threading.Lock()
right = threading.Lock()
both = threading.Lock()
moved = 0


def amount():
    return 1


# ANCHOR: moves
def forth():
    global moved
    with both:
        with left:
            more = amount()
            with right:
                moved += more


def back():
    global moved
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
