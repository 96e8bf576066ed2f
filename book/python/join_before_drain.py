"""A parent that joins before it has emptied the queue. Here the join has a time limit."""

import multiprocessing
import sys

SOON = 1.0


# ANCHOR: program
def fill(queue, count):
    for n in range(count):
        queue.put(n)


def join_first(count, limit):
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=fill, args=(queue, count))
    process.start()
    process.join(limit)
    print(f"{count} in the queue: exitcode {process.exitcode} after the join", end=", ")
    for _ in range(count):
        queue.get()
    process.join()
    print(f"{process.exitcode} after the last get")
# ANCHOR_END: program


if __name__ == "__main__":
    if len(sys.argv) > 1:
        multiprocessing.set_start_method(sys.argv[1])
    join_first(1, None)
    # So many do not fit into a pipe: without a limit this join waits for ever.
    join_first(20_000, SOON)
