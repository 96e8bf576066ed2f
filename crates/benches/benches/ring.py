"""What ring.rs measures, by Python's Pipe: microseconds a message for each size, one a line."""

import multiprocessing
import time


def receive(messages, orders):
    while True:
        times = orders.recv()
        if times is None:
            return
        for _ in range(times):
            messages.recv_bytes()
        orders.send(None)


def main():
    receiver, sender = multiprocessing.Pipe(duplex=False)
    orders, theirs = multiprocessing.Pipe()
    child = multiprocessing.Process(target=receive, args=(receiver, theirs))
    child.start()

    def run(times, message):
        orders.send(times)
        start = time.perf_counter()
        for _ in range(times):
            sender.send_bytes(message)
        orders.recv()
        return time.perf_counter() - start

    for size, times in ((64, 20_000), (1 << 10, 20_000), (64 << 10, 2_000), (1 << 20, 200)):
        message = b"\7" * size
        run(times, message)
        print(min(run(times, message) for _ in range(15)) / times * 1e6)
    orders.send(None)
    child.join()


if __name__ == "__main__":
    main()
