# A thread that the main thread has started starts another one, which the main thread joins last.

import threading

log = []


# ANCHOR: program
def first():
    log.append("first")
    two.start()
    log.append("still first")


def second():
    log.append("second")


one = threading.Thread(target=first)
two = threading.Thread(target=second)
one.start()
one.join()
log.append("main")
two.join()
# ANCHOR_END: program
print(log)
