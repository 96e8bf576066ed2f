"""How long one call keeps another thread from running."""

import random
import re
import threading
import time


def loop():
    steps = 10_000_000
    while steps > 0:
        steps -= 1


numbers = [random.random() for _ in range(1_000_000)]
slow = re.compile(r"(a*)*b")

# ANCHOR: calls
calls = {
    "a Python loop": loop,
    "sorted(numbers)": lambda: sorted(numbers),
    "sum(range(30_000_000))": lambda: sum(range(30_000_000)),
    "slow.match('a' * 24)": lambda: slow.match("a" * 24),
}
# ANCHOR_END: calls


def longest_gap(call):
    """The longest time between two ticks of another thread while `call` runs. It wants one each millisecond."""
    gaps, stop = [], threading.Event()

    def tick():
        last = time.perf_counter()
        while not stop.is_set():
            time.sleep(0.001)
            now = time.perf_counter()
            gaps.append(now - last)
            last = now

    ticker = threading.Thread(target=tick)
    ticker.start()
    time.sleep(0.03)
    gaps.clear()
    call()
    time.sleep(0.01)
    stop.set()
    ticker.join()
    return max(gaps)


if __name__ == "__main__":
    for name, call in calls.items():
        print(f"{name:<24} {longest_gap(call) * 1000:7.1f} ms")
