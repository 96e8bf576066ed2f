"""The document's multiprocessing example as it is: nothing keeps a child that imports this file from starting children."""

import multiprocessing
import os
import sys

# In the environment, because a child must read the same; without it, Python's default.
multiprocessing.set_start_method(os.environ.get("START_METHOD"), force=True)


# ANCHOR: program
def print_numbers():
    for i in range(5):
        sys.stdout.write(f"{i}\n")


processes = []
for _ in range(2):
    process = multiprocessing.Process(target=print_numbers)
    processes.append(process)
    process.start()

for process in processes:
    process.join()
# ANCHOR_END: program
