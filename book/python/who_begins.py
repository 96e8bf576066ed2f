"""A task, an object, and an await: who begins when."""

import asyncio


# ANCHOR: program
async def fetch(name):
    print(name, "begins")
    await asyncio.sleep(0.01)
    print(name, "ends")


async def main():
    task = asyncio.create_task(fetch("task"))
    fetch("object")
    print("main goes on")
    await fetch("awaited")
    await task


asyncio.run(main())
# ANCHOR_END: program
