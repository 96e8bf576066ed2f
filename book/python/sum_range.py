"""The sum of a range in Python: it cannot overflow, and two threads make it no faster."""

import threading
import time


# ANCHOR: program
def sum_range(start, stop):
    total = 0
    for number in range(start, stop):
        total += number
    return total
# ANCHOR_END: program


def seconds(*ranges):
    threads = [threading.Thread(target=sum_range, args=bounds) for bounds in ranges]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begun


if __name__ == "__main__":
    print(sum_range(0, 65_537))
    middle, end = 500_000, 1_000_000
    # By turns, and the least counts: a machine is seldom quiet.
    rounds = [(seconds((0, end)), seconds((0, middle), (middle, end))) for _ in range(40)]
    one, two = (min(times) for times in zip(*rounds))
    print(f"two threads are {one / two:.2f} times as fast as one")
