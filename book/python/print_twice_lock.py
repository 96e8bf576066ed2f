# Two threads print two numbers each, and a lock keeps each line whole.

import threading

lock = threading.Lock()


# ANCHOR: print_numbers
def print_numbers():
    for i in range(2):
        with lock:
            print(i)
# ANCHOR_END: print_numbers


first = threading.Thread(target=print_numbers)
second = threading.Thread(target=print_numbers)
# ANCHOR: order
first.start()
second.start()
first.join()
second.join()
# ANCHOR_END: order
