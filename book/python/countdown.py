"""The same work on one, two and four threads."""

import threading
import time

STEPS = 20_000_000


def crunch(steps):
    while steps > 0:
        steps -= 1


# ANCHOR: run
def run(threads):
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
# ANCHOR_END: run


def seconds(count):
    """How long `count` threads take for all steps together."""
    threads = [threading.Thread(target=crunch, args=(STEPS // count,)) for _ in range(count)]
    begin = time.perf_counter()
    run(threads)
    return time.perf_counter() - begin


if __name__ == "__main__":
    for count in (1, 2, 4):
        print(f"{count} threads: {seconds(count):.3f} s")
