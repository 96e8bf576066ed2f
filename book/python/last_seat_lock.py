# Two threads want the last seat. Each looks and takes under one lock.

import threading

seats = [12]
taken = []
lock = threading.Lock()


# ANCHOR: book
def book():
    with lock:
        if len(seats) > 0:
            taken.append(seats.pop())
# ANCHOR_END: book


first = threading.Thread(target=book)
second = threading.Thread(target=book)
first.start()
second.start()
first.join()
second.join()
print(taken)
