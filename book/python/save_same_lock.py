# Two threads add 1 to a number that is kept elsewhere, under the lock that load and store take, too. It hangs.

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
    with lock:
        store(load() + 1)
# ANCHOR_END: add


first = threading.Thread(target=add)
second = threading.Thread(target=add)
first.start()
second.start()
first.join()
second.join()
print(stored)
