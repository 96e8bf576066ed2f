# Two numbers that are 100 together, and who counts holds both locks.

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
        with other_lock:
            sums.append(one + other)


mover = threading.Thread(target=move)
counter = threading.Thread(target=count)
mover.start()
counter.start()
mover.join()
counter.join()
