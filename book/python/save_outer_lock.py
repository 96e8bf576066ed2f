# Two threads add 1 to a number that is kept elsewhere, and a second lock keeps load and store together.

import threading

stored = 0
lock = threading.Lock()
adding = threading.Lock()


# ANCHOR: add
def load():
    with lock:
        return stored


def store(number):
    global stored
    with lock:
        stored = number


def add():
    with adding:
        store(load() + 1)
# ANCHOR_END: add


first = threading.Thread(target=add)
second = threading.Thread(target=add)
first.start()
second.start()
first.join()
second.join()
print(stored)
