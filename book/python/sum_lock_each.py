# Two numbers that are 100 together, and a lock for each.

import threading

one = 50
other = 50
sums = []
one_lock = threading.Lock()
other_lock = threading.Lock()


def move():
    global one, other
    with one_lock:
        one -= 10
    with other_lock:
        other += 10


def count():
    with one_lock:
        first = one
    with other_lock:
        second = other
    sums.append(first + second)


mover = threading.Thread(target=move)
counter = threading.Thread(target=count)
mover.start()
counter.start()
mover.join()
counter.join()
