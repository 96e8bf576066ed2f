"""1,000 sleeps of 0.1 s at once, by tasks and by threads: how long, and how much more memory?"""

import asyncio
import sys
import threading
import time

try:
    from resource import RUSAGE_SELF, getrusage
except ImportError:  # Windows
    getrusage = None


def by_tasks():
    async def main():
        await asyncio.gather(*[asyncio.sleep(0.1) for _ in range(1_000)])

    asyncio.run(main())


def by_threads():
    threads = [threading.Thread(target=time.sleep, args=(0.1,)) for _ in range(1_000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def most_memory():
    if getrusage is None:
        return float("nan")
    # In bytes on macOS, in KiB elsewhere.
    return getrusage(RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


# The thriftier one first: what is measured is how far the peak rises.
for way in (by_tasks, by_threads):
    before, start = most_memory(), time.perf_counter()
    way()
    took = time.perf_counter() - start
    print(f"{way.__name__:<12}{took:6.3f} s {most_memory() - before:+6.1f} MB")
