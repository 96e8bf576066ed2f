# One thread waits for the end of the other one before it adds its page.

import threading

report = []


# ANCHOR: pages
def first_page():
    report.append(1)


def second_page():
    first.join()
    report.append(2)
# ANCHOR_END: pages


first = threading.Thread(target=first_page)
second = threading.Thread(target=second_page)
first.start()
second.start()
first.join()
second.join()
print(report)
