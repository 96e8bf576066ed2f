"""What process.rs measures, by Python: the name of a row and its microseconds, one a line."""

import multiprocessing
import threading
import time


def nothing():
    pass


def echoes(connection):
    try:
        while True:
            connection.send_bytes(connection.recv_bytes())
    except EOFError:
        pass


def least(once, times):
    once()
    best = float("inf")
    for _ in range(15):
        start = time.perf_counter()
        for _ in range(times):
            once()
        best = min(best, time.perf_counter() - start)
    return best / times * 1e6


def main():
    for method in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context(method)

        def start():
            process = context.Process(target=nothing)
            process.start()
            process.join()

        print(f"start: {method}", least(start, 5))

    def start_a_thread():
        thread = threading.Thread(target=nothing)
        thread.start()
        thread.join()

    print("start: thread", least(start_a_thread, 200))

    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("spawn").Process(target=echoes, args=(theirs,))
    child.start()
    theirs.close()

    def trip():
        ours.send_bytes(b"\7" * 8)
        ours.recv_bytes()

    print("round trip: pipe", least(trip, 1_000))
    ours.close()
    child.join()


if __name__ == "__main__":
    main()
