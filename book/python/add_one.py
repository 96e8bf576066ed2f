# Two threads add 1 to the same variable, once each.

import threading

x = 0


# ANCHOR: add
def add():
    global x
    x += 1
# ANCHOR_END: add


first = threading.Thread(target=add)
second = threading.Thread(target=add)
first.start()
second.start()
first.join()
second.join()
print(x)
