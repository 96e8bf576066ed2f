# Two threads note that they were there. The main thread starts both, and joins both.

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
two.start()
one.join()
two.join()
# ANCHOR_END: order
print(log)
