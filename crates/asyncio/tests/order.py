"""In which order things run: the same program as `order` in same_as_python.rs, line by line."""

import asyncio

say = print


async def note(name, naps):
    say(f"{name} begins")
    for _ in range(naps):
        await asyncio.sleep(0)
        say(f"{name} goes on")
    return name


async def fails(name):
    say(f"{name} fails")
    raise RuntimeError(name)


async def nap(name, delay):
    await asyncio.sleep(delay)
    say(f"{name} wakes")


async def answer():
    return "value"


async def main():
    never = note("never awaited", 0)
    task = asyncio.create_task(note("task", 2))
    say("a task is made")
    say(f"awaited at once: {await note('coroutine', 0)}")
    say(f"task: {await task}")

    say(f"gathered: {', '.join(await asyncio.gather(note('slow', 3), note('quick', 0)))}")

    try:
        await asyncio.gather(fails("one"), nap("survivor", 0.01))
    except RuntimeError as error:
        say(f"gather fails: {error}")
    await asyncio.sleep(0.05)
    say("the survivor has ended")

    asyncio.get_running_loop().call_soon_threadsafe(lambda: say("callback"))
    say("before the callback")
    await asyncio.sleep(0)

    naps = [asyncio.create_task(nap(name, delay)) for name, delay in [("c", 0.03), ("a", 0.01), ("b", 0.02)]]
    for task in naps:
        await task

    finished = asyncio.create_task(answer())
    await asyncio.sleep(0)
    say(f"done: {finished.done()}, {await finished}")

    orphan = asyncio.create_task(note("orphan", 5))
    say("main ends")
    never.close()
    del orphan


asyncio.run(main())
