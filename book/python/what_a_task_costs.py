"""What one thread pays for a call, for an `await` of a coroutine, and for a task that is made and awaited.

`what_a_task_costs.py 2000` does each so often.
"""

import asyncio
import sys
import time

TIMES = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000


def nothing():
    pass


async def nothing_to_wait_for():
    pass


def since(begin):
    return (time.perf_counter() - begin) / TIMES


async def main():
    begin = time.perf_counter()
    for _ in range(TIMES):
        nothing()
    print(f"call: {since(begin):.9f} s")

    begin = time.perf_counter()
    for _ in range(TIMES):
        await nothing_to_wait_for()
    print(f"await: {since(begin):.9f} s")

    begin = time.perf_counter()
    for _ in range(TIMES):
        await asyncio.create_task(nothing_to_wait_for())
    print(f"task: {since(begin):.9f} s")


asyncio.run(main())
