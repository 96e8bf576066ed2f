# Two threads add 1 to the same variable, three times each.

import threading

x = 0


# ANCHOR: add
def add():
    global x
    for _ in range(3):
        x += 1
# ANCHOR_END: add


first = threading.Thread(target=add)
second = threading.Thread(target=add)
first.start()
second.start()
first.join()
second.join()
print(x)
