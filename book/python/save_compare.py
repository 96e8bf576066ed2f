# Two threads add 1 to a number that is kept elsewhere. Each looks whether it is still the same before it stores.

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
    seen = load()
    while load() != seen:
        seen = load()
    store(seen + 1)
# ANCHOR_END: add


first = threading.Thread(target=add)
second = threading.Thread(target=add)
first.start()
second.start()
first.join()
second.join()
print(stored)
