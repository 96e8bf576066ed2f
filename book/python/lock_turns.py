# Two threads take a lock twice each.

import threading

lock = threading.Lock()
turns = []


# ANCHOR: turns
def one():
    for _ in range(2):
        with lock:
            turns.append(1)


def two():
    for _ in range(2):
        with lock:
            turns.append(2)
# ANCHOR_END: turns


first = threading.Thread(target=one)
second = threading.Thread(target=two)
first.start()
second.start()
first.join()
second.join()
print(turns)
