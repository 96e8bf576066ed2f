"""1,000 sleeps of 0.1 s at once, by tasks and by threads: how long, and how much more memory?

`a_thousand_sleeps.py 100` has so many at once.
"""

import asyncio
import sys
import threading
import time

try:
    from resource import RUSAGE_SELF, getrusage
except ImportError:  # Windows
    getrusage = None

SLEEPERS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000


def by_tasks():
    async def main():
        await asyncio.gather(*[asyncio.sleep(0.1) for _ in range(SLEEPERS)])

    asyncio.run(main())


def by_threads():
    threads = [threading.Thread(target=time.sleep, args=(0.1,)) for _ in range(SLEEPERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def most_memory():
    if getrusage is None:
        return float("nan")
    # In bytes on macOS, in KiB elsewhere.
    return getrusage(RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1 << 10)


# The thriftier one first: what is measured is how far the peak rises.
for way in (by_tasks, by_threads):
    before, start = most_memory(), time.perf_counter()
    way()
    took = time.perf_counter() - start
    print(f"{way.__name__:<12}{took:6.3f} s {most_memory() - before:+12,} bytes")
