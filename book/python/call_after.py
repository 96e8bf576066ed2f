# Two threads read the variable, then call a function.

import threading

x = 0


def one_more():
    return 1


# ANCHOR: add
def add():
    global x
    x = x + one_more()
# ANCHOR_END: add


first = threading.Thread(target=add)
second = threading.Thread(target=add)
first.start()
second.start()
first.join()
second.join()
print(x)
