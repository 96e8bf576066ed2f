"""What a message costs there and back: through a pipe to another process, and through a queue to another thread."""

import multiprocessing
import queue
import statistics
import sys
import threading
import time

SIZES = (1, 1_000, 1_000_000, 100_000_000)
TIMES = {1: 2_000, 1_000: 2_000, 1_000_000: 100, 100_000_000: 5}


def echo(pipe):
    while True:
        message = pipe.recv()
        pipe.send(message)
        if not message:
            return


class Queues:
    """Two queues that look like one end of a pipe, for threads."""

    def __init__(self, inbox, outbox):
        self.recv, self.send = inbox.get, outbox.put


# ANCHOR: trip
def microseconds(pipe, message):
    begin = time.perf_counter()
    pipe.send(message)
    pipe.recv()
    return (time.perf_counter() - begin) * 1e6
# ANCHOR_END: trip


def measure(name, kind, mine, theirs):
    other = kind(target=echo, args=(theirs,))
    other.start()
    for size in SIZES:
        message = b"x" * size
        trips = [microseconds(mine, message) for _ in range(TIMES[size])]
        print(f"{name:8} {size:11,} bytes {statistics.median(trips):11,.1f} µs")
    mine.send(b"")
    mine.recv()
    other.join()


def main():
    there, back = queue.SimpleQueue(), queue.SimpleQueue()
    measure("thread", threading.Thread, Queues(back, there), Queues(there, back))
    measure("process", multiprocessing.Process, *multiprocessing.Pipe())


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main()
