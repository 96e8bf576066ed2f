# One thread waits for news, and says so before it looks; the other one brings them, and rings for whoever has said so.

import threading

ready = False
asleep = False
bell = threading.Lock()
bell.acquire()


def lie_down():
    bell.acquire()


# ANCHOR: sleeper
def sleeper():
    global asleep
    asleep = True
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
