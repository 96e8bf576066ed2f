"""What a message costs there and back: through a queue to another thread, and through a pipe to another process."""

import multiprocessing
import queue
import statistics
import sys
import threading
import time

# How many bytes, and how often a message of so many is sent.
TIMES = {1: 400, 1_000: 400, 1_000_000: 20, 10_000_000: 3}


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
def seconds(pipe, message):
    begin = time.perf_counter()
    pipe.send(message)
    pipe.recv()
    return time.perf_counter() - begin
# ANCHOR_END: trip


def measure(name, kind, mine, theirs, share):
    other = kind(target=echo, args=(theirs,))
    other.start()
    for size, times in TIMES.items():
        message = b"x" * size
        seconds(mine, message)  # The first one frees what was sent before.
        trips = [seconds(mine, message) for _ in range(max(1, int(times * share)))]
        print(f"{name:8} {size:10,} bytes: {statistics.median(trips):.6f} s")
    mine.send(b"")
    mine.recv()
    other.join()


def main(share=1):
    there, back = queue.Queue(), queue.Queue()
    measure("thread", threading.Thread, Queues(back, there), Queues(there, back), float(share))
    measure("process", multiprocessing.Process, *multiprocessing.Pipe(), float(share))


if __name__ == "__main__":
    main(*sys.argv[1:])
