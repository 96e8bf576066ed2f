"""Two tasks of one thread add 1,000 each to one total: how much is lost?"""

import asyncio

total = 0


async def answer(waits):
    if waits:
        await asyncio.sleep(0)
    return 1


# ANCHOR: add
async def add(waits):
    global total
    for _ in range(1_000):
        total = total + await answer(waits)
# ANCHOR_END: add


async def lost(waits):
    global total
    total = 0
    await asyncio.gather(add(waits), add(waits))
    return 2_000 - total


for waits in (False, True):
    print("an await that", "waits:" if waits else "need not wait:", asyncio.run(lost(waits)), "lost")
