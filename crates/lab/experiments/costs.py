"""What the parts of a strategy cost: what `lab advise` counts with. Seconds, but for `cores`."""

import asyncio
import concurrent.futures
import json
import multiprocessing
import os
import statistics
import sys
import threading
import time

STARTS = 10
TASKS = int(sys.argv[1]) if len(sys.argv) > 1 else 500
BYTES = 1000000


def nothing(*_):
    """A task that does nothing."""


def same(data):
    return data


def seconds(action, *arguments):
    begin = time.perf_counter()
    action(*arguments)
    return time.perf_counter() - begin


def start(kind):
    one = kind(target=nothing)
    one.start()
    one.join()


def batch(pool):
    for future in [pool.submit(nothing, n) for n in range(TASKS)]:
        future.result()


def send(pool, data):
    pool.submit(same, data).result()


def loop_with_tasks(times):
    async def little():
        await asyncio.sleep(0)

    async def main():
        await asyncio.gather(*[little() for _ in range(times)])

    loop = asyncio.new_event_loop()
    took = seconds(loop.run_until_complete, main())
    loop.close()
    return took


def cores():
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def main():
    costs = {"cores": cores(), "switch_interval": sys.getswitchinterval()}
    for name, kind, times in (("thread", threading.Thread, STARTS), ("process", multiprocessing.Process, 3)):
        start(kind)  # the first one also loads what later ones find loaded
        costs[name + "_start"] = statistics.median(seconds(start, kind) for _ in range(times))
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        send(pool, b"")
        costs["thread_task"] = seconds(batch, pool) / TASKS
    with concurrent.futures.ProcessPoolExecutor(1) as pool:
        send(pool, b"")
        costs["process_task"] = seconds(batch, pool) / TASKS
        empty, full = (statistics.median(seconds(send, pool, data) for _ in range(5)) for data in (b"", bytes(BYTES)))
        # There and back; and of each way both sides have a part.
        costs["kilobyte"] = max(full - empty, 0) / (2 * BYTES / 1000) / 2
    costs["async_task"] = loop_with_tasks(TASKS * 2) / (TASKS * 2)
    print(json.dumps(costs))


if __name__ == "__main__":
    main()
