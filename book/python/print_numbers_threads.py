"""The document's threading example, with one write a line, so that no line is torn."""

import sys
import threading


# ANCHOR: program
def print_numbers():
    for i in range(5):
        sys.stdout.write(f"{i}\n")


threads = []
for _ in range(2):
    thread = threading.Thread(target=print_numbers)
    threads.append(thread)
    thread.start()

for thread in threads:
    thread.join()
# ANCHOR_END: program
