"""A heartbeat every 10 ms, beside three ways to wait for 0.1 s: how long is the longest pause?

`heartbeat.py 0.3` waits for so many seconds.
"""

import asyncio
import sys
import time

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 0.1


# ANCHOR: ways
async def waits():
    await asyncio.sleep(SECONDS)


async def blocks():
    time.sleep(SECONDS)


async def hands_over():
    await asyncio.to_thread(time.sleep, SECONDS)
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
    await asyncio.sleep(0.02)
    await way()
    await asyncio.sleep(0.02)
    beating.cancel()
    return max(pauses)


for way in (waits, blocks, hands_over):
    print(f"{way.__name__:<12}{asyncio.run(longest_pause(way)):6.3f} s")
