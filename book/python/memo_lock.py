# Two threads ask for a value that neither has computed yet. They look, compute and store under one lock.

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
        if len(known) == 0:
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
