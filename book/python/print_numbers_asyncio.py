"""The document's asyncio example, with one write a line, so that no line is torn."""

import asyncio
import sys


# ANCHOR: program
async def print_numbers():
    for i in range(5):
        sys.stdout.write(f"{i}\n")
        await asyncio.sleep(0.1)


async def main():
    tasks = [print_numbers() for _ in range(2)]
    await asyncio.gather(*tasks)


asyncio.run(main())
# ANCHOR_END: program
