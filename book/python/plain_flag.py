# One thread writes a page and raises a flag; the other one looks at the flag until it is up.

import threading
import time

page = "blank"
ready = False
seen = ""


# ANCHOR: pages
def first_page():
    global page, ready
    page = "written"
    ready = True


def second_page():
    global seen
    while not ready:
        time.sleep(0.001)
    seen = page
# ANCHOR_END: pages


first = threading.Thread(target=first_page)
second = threading.Thread(target=second_page)
first.start()
second.start()
first.join()
second.join()
print(seen)
