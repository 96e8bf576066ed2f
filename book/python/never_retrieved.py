"""A task fails, and nobody awaits it: what is told, and when."""

import asyncio


# ANCHOR: program
async def fails():
    raise RuntimeError("nobody asked")


async def main():
    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    print("the task has ended, the program goes on", flush=True)
    del task
    print("now nobody can ask any more", flush=True)


asyncio.run(main())
# ANCHOR_END: program
