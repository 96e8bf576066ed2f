# One thread waits for news and may lie down; the other one brings them, and rings for whoever lies there.

import threading

ready = False
asleep = False
bell = threading.Lock()
bell.acquire()


# ANCHOR: sleeper
def lie_down():
    global asleep
    asleep = True
    bell.acquire()


def sleeper():
    if not ready:
        lie_down()
# ANCHOR_END: sleeper


def waker():
    global ready
    ready = True
    if asleep:
        bell.release()


first = threading.Thread(target=sleeper)
second = threading.Thread(target=waker)
first.start()
second.start()
first.join()
second.join()
print(ready)
