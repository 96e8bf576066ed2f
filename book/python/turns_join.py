# Two threads note that they were there. The main thread joins one before it starts the other.

import threading

log = []


def first():
    log.append("first")


def second():
    log.append("second")


one = threading.Thread(target=first)
two = threading.Thread(target=second)
# ANCHOR: order
one.start()
one.join()
two.start()
two.join()
# ANCHOR_END: order
print(log)
