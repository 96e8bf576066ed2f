# Two threads add 1 to a number, and add takes the lock once for both reading and writing.

import threading

stored = 0
lock = threading.Lock()


# ANCHOR: add
def load():
    with lock:
        return stored


def store(number):
    global stored
    with lock:
        stored = number


def add():
    global stored
    with lock:
        stored = stored + 1
# ANCHOR_END: add


first = threading.Thread(target=add)
second = threading.Thread(target=add)
first.start()
second.start()
first.join()
second.join()
print(stored)
