# One thread sleeps so that the other one is the first.

import threading
import time

report = []


# ANCHOR: pages
def first_page():
    report.append(1)


def second_page():
    time.sleep(0.1)
    report.append(2)
# ANCHOR_END: pages


first = threading.Thread(target=first_page)
second = threading.Thread(target=second_page)
first.start()
second.start()
first.join()
second.join()
print(report)
