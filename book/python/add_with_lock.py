# Two threads add the result of a call under a lock, once each.

import threading

x = 0
lock = threading.Lock()


def one_more():
    return 1


# ANCHOR: add
def add():
    global x
    with lock:
        x = x + one_more()
# ANCHOR_END: add


first = threading.Thread(target=add)
second = threading.Thread(target=add)
first.start()
second.start()
first.join()
second.join()
print(x)
