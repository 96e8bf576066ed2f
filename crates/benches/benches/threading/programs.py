"""What the bench beside this file measures, by Python's threading and queue.

Reads lines such as `1000 lock 2`: how often, what, and with how many threads. Answers each with the nanoseconds that it took.
"""

import queue
import sys
import threading
import time


def timed(work):
    start = time.perf_counter_ns()
    work()
    return time.perf_counter_ns() - start


def at_once(threads, work):
    """work(me) runs in each thread, and all start at once."""
    barrier = threading.Barrier(threads + 1)

    def run(me):
        barrier.wait()
        work(me)
        barrier.wait()

    started = [threading.Thread(target=run, args=(me,)) for me in range(threads)]
    for thread in started:
        thread.start()
    barrier.wait()
    took = timed(barrier.wait)
    for thread in started:
        thread.join()
    return took


def guarded(lock, times, threads):
    def work(_):
        number = 0
        for _ in range(-(-times // threads)):
            with lock:
                number += 1

    return timed(lambda: work(0)) if threads == 1 else at_once(threads, work)


def lock(times, threads):
    return guarded(threading.Lock(), times, threads)


def rlock(times, threads):
    return guarded(threading.RLock(), times, threads)


def semaphore(times, threads):
    return guarded(threading.Semaphore(1), times, threads)


def bounded(times, threads):
    return guarded(threading.BoundedSemaphore(1), times, threads)


def notify(times):
    condition = threading.Condition(threading.Lock())

    def work():
        for _ in range(times):
            with condition:
                condition.notify_all()

    return timed(work)


def condition(times, threads):
    changed, turn = threading.Condition(threading.Lock()), 0

    def work(me):
        nonlocal turn
        for _ in range(-(-times // threads)):
            with changed:
                changed.wait_for(lambda: turn == me)
                turn = (me + 1) % threads
                changed.notify_all()

    return at_once(threads, work)


def event_alone(times):
    event = threading.Event()

    def work():
        for _ in range(times):
            event.set()
            event.wait()
            event.clear()

    return timed(work)


def event(times, threads):
    events = [threading.Event() for _ in range(threads)]
    events[0].set()

    def work(me):
        for _ in range(-(-times // threads)):
            events[me].wait()
            events[me].clear()
            events[(me + 1) % threads].set()

    return at_once(threads, work)


def barrier(times, threads):
    meeting = threading.Barrier(threads)

    def work(_):
        for _ in range(times):
            meeting.wait()

    return at_once(threads, work)


def thread(times, threads):
    def work():
        for _ in range(-(-times // threads)):
            started = [threading.Thread(target=lambda: None) for _ in range(threads)]
            for thread in started:
                thread.start()
            for thread in started:
                thread.join()

    return timed(work)


def alone(make, times):
    items = make()

    def work():
        for n in range(times):
            items.put(n)
            items.get()

    return timed(work)


def back(make, times):
    out, home = make(), make()

    def answer():
        for _ in range(times):
            home.put(out.get())

    def work():
        for n in range(times):
            out.put(n)
            home.get()

    other = threading.Thread(target=answer)
    other.start()
    took = timed(work)
    other.join()
    return took


def way(make, times):
    items = make()

    def take():
        for _ in range(times):
            items.get()

    other = threading.Thread(target=take)

    def work():
        other.start()
        for n in range(times):
            items.put(n)
        other.join()

    return timed(work)


def four(make, times):
    items = make()

    def work(me):
        for n in range(-(-times // 2)):
            if me % 2 == 0:
                items.put(n)
            else:
                items.get()

    return at_once(4, work)


KINDS = {"queue": queue.Queue, "lifo": queue.LifoQueue, "priority": queue.PriorityQueue, "simple": queue.SimpleQueue}
HOW = {"alone": alone, "back": back, "way": way, "four": four}


def answer(times, name, *threads):
    if name == "queue_bounded":
        return way(lambda: queue.Queue(100), times)
    kind, _, how = name.partition("_")
    if kind in KINDS:
        return HOW[how](KINDS[kind], times)
    return globals()[name](times, *threads)


for line in sys.stdin:
    times, name, *threads = line.split()
    print(answer(int(times), name, *map(int, threads)), flush=True)
