# Two threads call a function, then read the variable.

import threading

x = 0


def one_more():
    return 1


# ANCHOR: add
def add():
    global x
    x = one_more() + x
# ANCHOR_END: add


first = threading.Thread(target=add)
second = threading.Thread(target=add)
first.start()
second.start()
first.join()
second.join()
print(x)
