# Two threads note that they were there. The main thread sleeps between the two starts.

import threading
import time

log = []


def first():
    log.append("first")


def second():
    log.append("second")


one = threading.Thread(target=first)
two = threading.Thread(target=second)
# ANCHOR: order
one.start()
time.sleep(1)
two.start()
one.join()
two.join()
# ANCHOR_END: order
print(log)
