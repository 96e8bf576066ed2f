"""How many UDP round trips a second one thread makes beside threads that only count, and how long they take.

    round_trips.py [SECONDS]
"""

import multiprocessing
import socket
import sys
import threading
import time

# Of each row of the table.
SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
# How many threads count, and the switch interval in seconds.
ROWS = [(0, 0.005), (1, 0.005), (2, 0.005), (1, 0.0005), (1, 0.00005)]


def echo(port):
    """Sends back whatever comes, from a process with a GIL of its own."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        port.put(server.getsockname()[1])
        while True:
            data, sender = server.recvfrom(64)
            server.sendto(data, sender)


stop = False


# ANCHOR: two
def round_trip(sock):
    sock.send(b"ping")
    return sock.recv(64)


def count():
    n = 0
    while not stop:
        n += 1
# ANCHOR_END: two


def round_trips(address):
    """How long each took, in seconds, from the quickest to the slowest."""
    took = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(address)
        begin = now = time.perf_counter()
        while now < begin + SECONDS:
            round_trip(sock)
            last, now = now, time.perf_counter()
            took.append(now - last)
    return sorted(took)


# ANCHOR: beside
def beside(threads, address):
    """How long each round trip took beside `threads` counting threads."""
    global stop
    stop = False
    counting = [threading.Thread(target=count) for _ in range(threads)]
    for thread in counting:
        thread.start()
    try:
        return round_trips(address)
    finally:
        stop = True
        for thread in counting:
            thread.join()
# ANCHOR_END: beside


if __name__ == "__main__":
    port = multiprocessing.Queue()
    server = multiprocessing.Process(target=echo, args=(port,), daemon=True)
    server.start()
    address = ("127.0.0.1", port.get())
    print("counting  switch interval  round trips a second  half of them over   the slowest")
    for threads, interval in ROWS:
        sys.setswitchinterval(interval)
        took = beside(threads, address)
        rate, half, slowest = len(took) / sum(took), took[len(took) // 2], took[-1]
        print(f"{threads:8}  {interval:13.5f} s  {rate:20,.0f}  {half:15.6f} s  {slowest:10.6f} s")
    server.terminate()
