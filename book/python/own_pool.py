"""A task that waits for a task of its own pool: fine, until every worker does."""

import time
from concurrent.futures import ThreadPoolExecutor, TimeoutError


# ANCHOR: program
def dive(executor, level):
    if level > 0:
        executor.submit(dive, executor, level - 1).result()
# ANCHOR_END: program


for level in (0, 1, 2):
    # Not `with`: its end would wait for ever, too.
    executor = ThreadPoolExecutor(max_workers=2)
    future = executor.submit(dive, executor, level)
    try:
        future.result(timeout=1)
        print(f"level {level}: done")
    except TimeoutError:
        print(f"level {level}: nobody answers")
        # This thread is none of the workers, so it can end what they cannot.
        while not future.done():
            executor.shutdown(wait=False, cancel_futures=True)
            time.sleep(0.01)
