"""Nine threads, three permits: how many are in at the same time?"""

import threading

# ANCHOR: fetch
seats = threading.BoundedSemaphore(3)


def fetch():
    with seats:
        connect()
# ANCHOR_END: fetch


lock = threading.Lock()
# Who is in stays until three are: so it is as full as it can be.
full = threading.Barrier(3)
inside = most = 0


def connect():
    global inside, most
    with lock:
        inside += 1
        most = max(most, inside)
    full.wait()
    with lock:
        inside -= 1


if __name__ == "__main__":
    threads = [threading.Thread(target=fetch) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("most at the same time:", most)
