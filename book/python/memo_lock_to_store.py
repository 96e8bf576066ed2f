# Two threads ask for a value that neither has computed yet. They store it under a lock.

import threading

known = []
computed = []
lock = threading.Lock()


def value():
    computed.append(1)
    return 7


# ANCHOR: get
def get():
    if len(known) == 0:
        found = value()
        with lock:
            known.append(found)
    return known[0]
# ANCHOR_END: get


first = threading.Thread(target=get)
second = threading.Thread(target=get)
first.start()
second.start()
first.join()
second.join()
print(computed)
