"""The document's ThreadPoolExecutor example, with one write a line, so that no line is torn."""

import sys
from concurrent.futures import ThreadPoolExecutor


# ANCHOR: program
def print_numbers():
    for i in range(5):
        sys.stdout.write(f"{i}\n")


with ThreadPoolExecutor(max_workers=2) as executor:
    futures = [executor.submit(print_numbers) for _ in range(2)]
    for future in futures:
        future.result()
# ANCHOR_END: program
