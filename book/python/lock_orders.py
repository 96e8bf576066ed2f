# Each of two threads adds a page under the lock that both use.

import threading

report = []
lock = threading.Lock()


# ANCHOR: pages
def first_page():
    with lock:
        report.append(1)


def second_page():
    with lock:
        report.append(2)
# ANCHOR_END: pages


first = threading.Thread(target=first_page)
second = threading.Thread(target=second_page)
first.start()
second.start()
first.join()
second.join()
print(report)
