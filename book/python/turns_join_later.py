# Two threads note that they were there. The main thread joins them the other way round.

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
two.join()
one.join()
# ANCHOR_END: order
print(log)
