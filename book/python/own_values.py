"""Two threads use one threading.local, and each has a value of its own, until it ends."""

import threading


# ANCHOR: local
class Count(threading.local):
    def __init__(self):
        print("made in", threading.current_thread().name)
        self.value = Value()


class Value:
    number = 0

    def __del__(self):
        print("gone with", self.number)


count = Count()


def work(times):
    for _ in range(times):
        count.value.number += 1


count.value.number = 10
for name, times in [("one", 1), ("two", 2)]:
    thread = threading.Thread(target=work, args=[times], name=name)
    thread.start()
    thread.join()
    print("joined", name)
del count
print("the end")
# ANCHOR_END: local
