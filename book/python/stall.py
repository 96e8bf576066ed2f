"""How long one call keeps another thread from running.

    stall.py [STEPS]
"""

import random
import re
import sys
import threading
import time

STEPS = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000
numbers = [random.random() for _ in range(STEPS // 10)]
slow = re.compile(r"(a*)*b")
# One letter more doubles the time.
letters = "a" * (STEPS.bit_length() - 1)


def loop():
    steps = STEPS
    while steps > 0:
        steps -= 1


# ANCHOR: calls
calls = {
    "a Python loop": loop,
    "sorted(numbers)": lambda: sorted(numbers),
    "sum(range(STEPS))": lambda: sum(range(STEPS)),
    "slow.match(letters)": lambda: slow.match(letters),
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
    time.sleep(0.01)
    gaps.clear()
    call()
    time.sleep(0.01)
    stop.set()
    ticker.join()
    return max(gaps)


if __name__ == "__main__":
    for name, call in calls.items():
        print(f"{name:<20} {longest_gap(call):.4f} s")
