"""A thread that computes, and one that asks somebody who answers at once."""

import socket
import sys
import threading

STEPS = 45_000_000
done = threading.Event()


# ANCHOR: work
def count(steps):
    while steps > 0:
        steps -= 1
    done.set()


def ask(ours, theirs):
    while not done.is_set():
        theirs.send(b"answer")
        ours.recv(64)
# ANCHOR_END: work


if __name__ == "__main__":
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else STEPS
    threads = [
        threading.Thread(target=count, args=(steps,)),
        threading.Thread(target=ask, args=socket.socketpair()),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
