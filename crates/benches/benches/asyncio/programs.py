"""The three programs of the bench beside this file, in Python. Prints nanoseconds of the processor for one step of each,
then the peak of Python's own allocations for the sleepers, in bytes."""

import asyncio
import time
import tracemalloc

TIMES = 10_000


async def switch():
    async def one():
        for _ in range(TIMES):
            await asyncio.sleep(0)

    await asyncio.gather(one(), one())


async def spawn_and_join():
    async def one():
        return 1

    for _ in range(TIMES):
        await asyncio.create_task(one())


async def sleepers():
    await asyncio.gather(*[asyncio.sleep(0.001 * (1 + number % 10)) for number in range(TIMES)])


def nanoseconds(program, steps):
    best = None
    for _ in range(5):
        start = time.process_time_ns()
        asyncio.run(program())
        took = (time.process_time_ns() - start) / steps
        best = took if best is None else min(best, took)
    return best


print(nanoseconds(switch, 2 * TIMES), nanoseconds(spawn_and_join, TIMES), nanoseconds(sleepers, TIMES))
tracemalloc.start()
asyncio.run(sleepers())
print(tracemalloc.get_traced_memory()[1])
