# Two threads take the same two locks, each in its own order. Who does not get the second one puts the first one back, and tries again.

import threading

left = threading.Lock()
right = threading.Lock()
moved = 0


# ANCHOR: moves
def forth():
    global moved
    done = False
    while not done:
        with left:
            if right.acquire(False):
                moved += 1
                right.release()
                done = True


def back():
    global moved
    done = False
    while not done:
        with right:
            if left.acquire(False):
                moved += 1
                left.release()
                done = True
# ANCHOR_END: moves


first = threading.Thread(target=forth)
second = threading.Thread(target=back)
first.start()
second.start()
first.join()
second.join()
print(moved)
