"""The document's ProcessPoolExecutor example, right under every start method: `print_numbers_process_pool.py spawn`."""

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor


# ANCHOR: program
def print_numbers():
    for i in range(5):
        sys.stdout.write(f"{i}\n")


def main():
    with ProcessPoolExecutor(max_workers=2) as executor:
        futures = [executor.submit(print_numbers) for _ in range(2)]
        for future in futures:
            future.result()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        multiprocessing.set_start_method(sys.argv[1])
    main()
# ANCHOR_END: program
