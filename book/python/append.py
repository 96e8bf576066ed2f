# Two threads append to the same list, twice each.

import threading

seen = []


# ANCHOR: add
def add():
    seen.append(1)
    seen.append(2)
# ANCHOR_END: add


first = threading.Thread(target=add)
second = threading.Thread(target=add)
first.start()
second.start()
first.join()
second.join()
print(seen)
