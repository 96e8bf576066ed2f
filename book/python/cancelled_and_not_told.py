"""shutdown cancels a queued task, and whoever waits for it with `wait` is not told."""

import threading
from concurrent.futures import ThreadPoolExecutor, wait

executor, begun, free = ThreadPoolExecutor(max_workers=1), threading.Event(), threading.Event()
executor.submit(lambda: (begun.set(), free.wait()))
begun.wait()
queued = executor.submit(print, "never")
executor.shutdown(wait=False, cancel_futures=True)
print("cancelled:", queued.cancelled())
print("still waited for after 1 s:", queued in wait([queued], timeout=1).not_done)
free.set()
