"""The document's multiprocessing example, right under every start method: `print_numbers_processes.py spawn`."""

import multiprocessing
import sys


# ANCHOR: program
def print_numbers():
    for i in range(5):
        sys.stdout.write(f"{i}\n")


def main():
    processes = []
    for _ in range(2):
        process = multiprocessing.Process(target=print_numbers)
        processes.append(process)
        process.start()

    for process in processes:
        process.join()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        multiprocessing.set_start_method(sys.argv[1])
    main()
# ANCHOR_END: program
