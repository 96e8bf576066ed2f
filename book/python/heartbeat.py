"""A heartbeat every 10 ms, beside three ways to wait for 0.3 s: how long is the longest pause?"""

import asyncio
import time


# ANCHOR: ways
async def waits():
    await asyncio.sleep(0.3)


async def blocks():
    time.sleep(0.3)


async def hands_over():
    await asyncio.to_thread(time.sleep, 0.3)
# ANCHOR_END: ways


async def heartbeat(pauses):
    last = time.perf_counter()
    while True:
        await asyncio.sleep(0.01)
        now = time.perf_counter()
        pauses.append(now - last)
        last = now


async def longest_pause(way):
    pauses = []
    beating = asyncio.create_task(heartbeat(pauses))
    await asyncio.sleep(0.05)
    await way()
    await asyncio.sleep(0.05)
    beating.cancel()
    return max(pauses)


for way in (waits, blocks, hands_over):
    print(f"{way.__name__:<12}{asyncio.run(longest_pause(way)) * 1e3:6.0f} ms")
