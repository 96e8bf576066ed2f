"""How many UDP round trips a second one thread makes, beside 0, 1 and 2 threads that only count."""

import multiprocessing
import socket
import sys
import threading
import time

SECONDS = 2.0


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
    """How long each took, in seconds."""
    took = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(address)
        begin = now = time.perf_counter()
        while now < begin + SECONDS:
            round_trip(sock)
            last, now = now, time.perf_counter()
            took.append(now - last)
    return took


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


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.setswitchinterval(float(sys.argv[1]))
    port = multiprocessing.Queue()
    server = multiprocessing.Process(target=echo, args=(port,), daemon=True)
    server.start()
    address = ("127.0.0.1", port.get())
    print(f"switch interval {sys.getswitchinterval() * 1000:g} ms")
    for threads in (0, 1, 2):
        took = sorted(beside(threads, address))
        half, slowest = took[len(took) // 2], took[len(took) * 99 // 100]
        print(f"beside {threads} counting threads: {len(took) / sum(took):9,.0f} round trips a second,", end=" ")
        print(f"half of them over {half * 1000:.3f} ms, one in a hundred over {slowest * 1000:.3f} ms")
    server.terminate()
