# Two threads print two numbers each, as the document's example does with five.

import threading


# ANCHOR: print_numbers
def print_numbers():
    for i in range(2):
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
