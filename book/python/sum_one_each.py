# Two numbers that are 100 together, and each function has a lock of its own.

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
        other += 10


def count():
    with other_lock:
        first = one
        second = other
    sums.append(first + second)


mover = threading.Thread(target=move)
counter = threading.Thread(target=count)
mover.start()
counter.start()
mover.join()
counter.join()
