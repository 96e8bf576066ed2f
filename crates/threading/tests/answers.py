"""Asks Python's threading and queue the questions of same_as_python.rs, in the same order."""

import queue
import sys
import threading

SOON = 0.001


def say(question, ask):
    try:
        answer = ask()
    except (RuntimeError, ValueError) as error:
        answer = type(error).__name__ if type(error) is threading.BrokenBarrierError else f"{type(error).__name__}: {error}"
    except Exception as error:
        answer = type(error).__name__
    sys.stdout.write(f"{question} -> {answer}\n")


lock = threading.Lock()
say("lock: release unlocked", lock.release)
say("lock: acquire", lambda: lock.acquire(blocking=False))
say("lock: acquire again", lambda: lock.acquire(blocking=False))
say("lock: acquire again with a time limit", lambda: lock.acquire(timeout=SOON))
say("lock: locked", lock.locked)
say("lock: release", lock.release)
say("lock: locked afterwards", lock.locked)

rlock = threading.RLock()
say("rlock: release unlocked", rlock.release)
say("rlock: acquire", lambda: rlock.acquire(blocking=False))
say("rlock: acquire again", lambda: rlock.acquire(timeout=SOON))
say("rlock: release", rlock.release)
say("rlock: release again", rlock.release)
say("rlock: release once too often", rlock.release)

condition = threading.Condition()
say("condition: wait without the lock", condition.wait)
say("condition: notify without the lock", condition.notify)
condition.acquire()
say("condition: wait for nothing", lambda: condition.wait(SOON))
say("condition: wait for what is true", lambda: condition.wait_for(lambda: True, SOON))
say("condition: wait for what stays false", lambda: condition.wait_for(lambda: False, SOON))
say("condition: notify nobody", lambda: condition.notify(3))
say("condition: notify all of nobody", condition.notify_all)

semaphore = threading.Semaphore(0)
say("semaphore: acquire none", lambda: semaphore.acquire(blocking=False))
say("semaphore: acquire none with a time limit", lambda: semaphore.acquire(timeout=SOON))
say("semaphore: release none", lambda: semaphore.release(0))
say("semaphore: release two", lambda: semaphore.release(2))
say("semaphore: acquire one", lambda: semaphore.acquire(blocking=False))
say("semaphore: acquire another", lambda: semaphore.acquire(blocking=False))
say("semaphore: acquire a third", lambda: semaphore.acquire(blocking=False))

bounded = threading.BoundedSemaphore(2)
say("bounded: release", bounded.release)
say("bounded: acquire", lambda: bounded.acquire(blocking=False))
say("bounded: release two", lambda: bounded.release(2))
say("bounded: release one", bounded.release)

event = threading.Event()
say("event: is set", event.is_set)
say("event: wait", lambda: event.wait(SOON))
say("event: set", event.set)
say("event: wait for what is set", lambda: event.wait(SOON))
say("event: clear", event.clear)
say("event: is set afterwards", event.is_set)

say("barrier: wait alone", threading.Barrier(1).wait)
barrier = threading.Barrier(2)
say("barrier: wait for nobody", lambda: barrier.wait(SOON))
say("barrier: broken", lambda: barrier.broken)
say("barrier: wait at a broken one", barrier.wait)
say("barrier: reset", barrier.reset)
say("barrier: broken afterwards", lambda: barrier.broken)
say("barrier: abort", barrier.abort)
say("barrier: wait after that", barrier.wait)
say("barrier: waiting", lambda: barrier.n_waiting)
barrier = threading.Barrier(1, action=lambda: 1 // 0)
say("barrier: a failing action", barrier.wait)
say("barrier: broken by it", lambda: barrier.broken)

items = queue.Queue(2)
say("queue: get nothing", items.get_nowait)
say("queue: get nothing with a time limit", lambda: items.get(timeout=SOON))
say("queue: put 1", lambda: items.put_nowait(1))
say("queue: put 2", lambda: items.put(2, timeout=SOON))
say("queue: put 3", lambda: items.put_nowait(3))
say("queue: put 3 with a time limit", lambda: items.put(3, timeout=SOON))
say("queue: size", items.qsize)
say("queue: get", items.get_nowait)
say("queue: get", lambda: items.get(timeout=SOON))
say("queue: done", items.task_done)
say("queue: done", items.task_done)
say("queue: done once too often", items.task_done)
say("queue: join", items.join)

told = queue.Queue()


def join_myself():
    try:
        told.put(thread.join())
    except RuntimeError as error:
        told.put(f"RuntimeError: {error}")


thread = threading.Thread(target=join_myself, name="worker")
say("thread: join before start", thread.join)
say("thread: alive before start", thread.is_alive)
say("thread: start", thread.start)
say("thread: join itself", told.get)
say("thread: start again", thread.start)
say("thread: join", thread.join)
say("thread: join again", thread.join)
say("thread: alive afterwards", thread.is_alive)
say("thread: start after its end", thread.start)
say("thread: name", lambda: thread.name)
