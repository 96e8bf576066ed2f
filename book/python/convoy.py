"""How many UDP round trips a second one thread makes, beside threads that only count.

    convoy.py PORT THREADS SECONDS

PORT is that of a server on 127.0.0.1 that sends back what comes. Prints the round trips a second, and the median of how long one took,
in microseconds. `cargo run -q --release -p gil --example convoy` starts the server, and runs this beside its own GIL.
"""

import socket
import statistics
import sys
import threading
import time

stop = False


# ANCHOR: two
def count():
    n = 0
    while not stop:
        n += 1


def round_trip(sock):
    sock.send(b"ping")
    return sock.recv(64)
# ANCHOR_END: two


def round_trips(port, seconds):
    """How long each took."""
    took = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(("127.0.0.1", port))
        now = begin = time.perf_counter()
        while now < begin + seconds:
            round_trip(sock)
            last, now = now, time.perf_counter()
            took.append(now - last)
    return took


if __name__ == "__main__":
    port, threads, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    counting = [threading.Thread(target=count) for _ in range(threads)]
    for thread in counting:
        thread.start()
    try:
        took = round_trips(port, seconds)
    finally:
        stop = True
    for thread in counting:
        thread.join()
    print(len(took) / sum(took), statistics.median(took) * 1e6)
