# Two threads ask for a value that neither has computed yet. They look under a lock, and store under it.

import threading

known = []
computed = []
lock = threading.Lock()


def value():
    computed.append(1)
    return 7


# ANCHOR: get
def get():
    with lock:
        missing = len(known) == 0
    if missing:
        with lock:
            known.append(value())
    return known[0]
# ANCHOR_END: get


first = threading.Thread(target=get)
second = threading.Thread(target=get)
first.start()
second.start()
first.join()
second.join()
print(computed)
