"""The document's ProcessPoolExecutor example as it is, without a guard."""

import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor

# In the environment, because a child must read the same; without it, Python's default.
multiprocessing.set_start_method(os.environ.get("START_METHOD"), force=True)


# ANCHOR: program
def print_numbers():
    for i in range(5):
        sys.stdout.write(f"{i}\n")


with ProcessPoolExecutor(max_workers=2) as executor:
    futures = [executor.submit(print_numbers) for _ in range(2)]
    for future in futures:
        future.result()
# ANCHOR_END: program
