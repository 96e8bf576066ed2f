# Two numbers that are 100 together, and one lock for both.

import threading

one = 50
other = 50
sums = []
lock = threading.Lock()


def move():
    global one, other
    with lock:
        one -= 10
        other += 10


def count():
    with lock:
        first = one
        second = other
    sums.append(first + second)


mover = threading.Thread(target=move)
counter = threading.Thread(target=count)
mover.start()
counter.start()
mover.join()
counter.join()
