# Two threads read, sleep, and write what they have read plus one.

import threading
import time

x = 0


# ANCHOR: add
def add():
    global x
    seen = x
    time.sleep(0.001)
    x = seen + 1
# ANCHOR_END: add


first = threading.Thread(target=add)
second = threading.Thread(target=add)
first.start()
second.start()
first.join()
second.join()
print(x)
