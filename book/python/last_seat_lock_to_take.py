# Two threads want the last seat. Each takes under a lock, and has looked before.

import threading

seats = [12]
taken = []
lock = threading.Lock()


# ANCHOR: book
def book():
    if len(seats) > 0:
        with lock:
            taken.append(seats.pop())
# ANCHOR_END: book


first = threading.Thread(target=book)
second = threading.Thread(target=book)
first.start()
second.start()
first.join()
second.join()
print(taken)
