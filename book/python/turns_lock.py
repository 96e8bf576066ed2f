# Two threads note that they were there, each under the same lock.

import threading

log = []
lock = threading.Lock()


def first():
    with lock:
        log.append("first")


def second():
    with lock:
        log.append("second")


one = threading.Thread(target=first)
two = threading.Thread(target=second)
# ANCHOR: order
one.start()
two.start()
one.join()
two.join()
# ANCHOR_END: order
print(log)
