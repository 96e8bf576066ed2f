"""Twenty questions, each of which waits and then computes: by threads, by processes, by a loop, and by two of them together."""

import asyncio
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

QUESTIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 20
STEPS = 200_000
PROCESSES = 2
AT_ONCE = 10
DEADLINE = 10


def fetch():
    time.sleep(0.02)  # stands for a network that answers


def compute():
    steps = STEPS
    while steps > 0:
        steps -= 1


def answer():
    fetch()
    compute()


def threads_alone():
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(answer) for _ in range(QUESTIONS)]:
            done.result()


def processes_alone():
    with ProcessPoolExecutor(PROCESSES) as pool:
        for done in [pool.submit(answer) for _ in range(QUESTIONS)]:
            done.result()


def loop_alone():
    async def clerk(questions):
        for _ in questions:
            await asyncio.sleep(0.02)
            compute()

    async def main():
        questions = iter(range(QUESTIONS))
        await asyncio.gather(*[clerk(questions) for _ in range(AT_ONCE)])

    asyncio.run(main())


# ANCHOR: front
async def clerk(questions, pool):
    loop = asyncio.get_running_loop()
    for _ in questions:
        await asyncio.sleep(0.02)
        result = loop.run_in_executor(pool, compute)
        await asyncio.wait_for(result, DEADLINE)


async def front():
    questions = iter(range(QUESTIONS))
    with ProcessPoolExecutor(PROCESSES) as pool:
        await asyncio.gather(*[clerk(questions, pool) for _ in range(AT_ONCE)])
# ANCHOR_END: front


def loop_and_processes():
    asyncio.run(front())


# ANCHOR: share
def share(questions):
    with ThreadPoolExecutor(AT_ONCE // PROCESSES) as pool:
        for done in [pool.submit(answer) for _ in range(questions)]:
            done.result()


def processes_of_threads():
    with ProcessPoolExecutor(PROCESSES) as pool:
        for done in [pool.submit(share, QUESTIONS // PROCESSES) for _ in range(PROCESSES)]:
            done.result()
# ANCHOR_END: share


if __name__ == "__main__":
    for way in (threads_alone, processes_alone, loop_alone, loop_and_processes, processes_of_threads):
        begin = time.perf_counter()
        way()
        print(f"{way.__name__:20} {time.perf_counter() - begin:6.3f} s")
