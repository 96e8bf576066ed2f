# Two threads want the last seat. Each looks twice before it takes.

import threading

seats = [12]
taken = []


# ANCHOR: book
def book():
    if len(seats) > 0:
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
