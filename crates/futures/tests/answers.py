"""Asks Python's ThreadPoolExecutor the questions of same_as_python.rs, in the same order."""

import sys
import threading
from concurrent.futures import FIRST_COMPLETED, FIRST_EXCEPTION, CancelledError, ThreadPoolExecutor, as_completed, wait


def say(question, ask):
    try:
        answer = ask()
    except CancelledError:
        answer = "CancelledError"
    except Exception as error:
        answer = f"{type(error).__name__}: {error}"
    sys.stdout.write(f"{question} -> {answer}\n")


def fail():
    raise LookupError("out of cheese")


def halve(n):
    if n % 2:
        raise ValueError("odd")
    return n // 2


def busy():
    """A pool of one worker, which is busy until the event is set."""
    pool, begun, free = ThreadPoolExecutor(1), threading.Event(), threading.Event()
    running = pool.submit(lambda: (begun.set(), free.wait())[1])
    begun.wait()
    return pool, free, running


say("a pool of nobody", lambda: ThreadPoolExecutor(0))

pool = ThreadPoolExecutor(2)
say("a result", lambda: pool.submit(lambda: 7).result())
failed = pool.submit(fail)
say("a failure is an exception", lambda: failed.exception() is not None)
say("a failure is done", failed.done)
say("a failure cannot be cancelled", failed.cancel)
say("the next result", lambda: pool.submit(lambda: 7).result())
say("map", lambda: list(pool.map(halve, [2, 4, 6])))


def until_the_first_failure():
    results, seen = pool.map(halve, [2, 3, 4]), []
    try:
        for result in results:
            seen.append(result)
    except ValueError:
        pass
    return seen + list(results)


say("map stops where it fails", until_the_first_failure)
say("shutdown", pool.shutdown)
say("shutdown again", pool.shutdown)
say("submit after shutdown", lambda: pool.submit(lambda: 7))
say("map after shutdown", lambda: pool.map(halve, [2]))

pool, free, running = busy()
queued = pool.submit(lambda: 7)
say("cancel what runs", running.cancel)
say("cancel what is queued", queued.cancel)
say("cancel it again", queued.cancel)
say("its result", queued.result)
say("its exception", queued.exception)
say("the first of two", lambda: len(wait([running, failed], return_when=FIRST_COMPLETED).done))
say("the first failure of two", lambda: len(wait([running, failed], return_when=FIRST_EXCEPTION).not_done))
say("no time to wait", lambda: len(wait([running], timeout=0).not_done))
say("a future given twice", lambda: len(list(as_completed([failed, failed]))))
say("shutdown without waiting", lambda: pool.shutdown(wait=False, cancel_futures=True))
say("it still runs", running.running)
free.set()
pool.shutdown()
say("shutdown has waited", running.done)
