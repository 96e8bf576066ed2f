"""Asks Python's queues the questions of queues_same_as_python.rs, in the same order. Those about shutdown from 3.13 on."""

import queue
import sys
import threading


def say(question, ask):
    try:
        answer = ask()
    except ValueError as error:
        answer = f"ValueError: {error}"
    except Exception as error:
        answer = type(error).__name__
    sys.stdout.write(f"{question} -> {answer}\n")


SOON = 0.001

lifo = queue.LifoQueue(2)
say("lifo: put 1", lambda: lifo.put(1))
say("lifo: put 2", lambda: lifo.put_nowait(2))
say("lifo: full", lifo.full)
say("lifo: put 3", lambda: lifo.put_nowait(3))
say("lifo: get", lifo.get)
say("lifo: get", lifo.get_nowait)
say("lifo: empty", lifo.empty)
say("lifo: get", lifo.get_nowait)

smallest = queue.PriorityQueue()
for item in [3, 1, 2, 1]:
    say(f"priority: put {item}", lambda: smallest.put(item))
for _ in range(4):
    say("priority: get", smallest.get)
say("priority: get", smallest.get_nowait)
say("priority: done", smallest.task_done)
say("priority: unfinished", lambda: smallest.unfinished_tasks)


class Incomparable:
    def __lt__(self, other):
        raise ArithmeticError


refused = queue.PriorityQueue()
say("priority: put what cannot be compared", lambda: refused.put(Incomparable()))
say("priority: put another", lambda: refused.put(Incomparable()))
say("priority: size", refused.qsize)
say("priority: unfinished", lambda: refused.unfinished_tasks)

simple = queue.SimpleQueue()
say("simple: get nothing", simple.get_nowait)
say("simple: get nothing with a time limit", lambda: simple.get(timeout=SOON))
say("simple: put 1", lambda: simple.put(1))
say("simple: put 2", lambda: simple.put(2))
say("simple: size", simple.qsize)
say("simple: get", simple.get)
say("simple: get", lambda: simple.get(timeout=SOON))
say("simple: empty", simple.empty)

if sys.version_info < (3, 13):
    sys.exit()

items = queue.Queue(2)
items.put(1)
items.put(2)
say("shutdown: before", lambda: items.is_shutdown)
say("shutdown", items.shutdown)
say("shutdown: afterwards", lambda: items.is_shutdown)
say("shutdown: put into a full one", lambda: items.put(3))
say("shutdown: put with a time limit", lambda: items.put(3, timeout=SOON))
say("shutdown: get what is left", items.get)
say("shutdown: put where there is room", lambda: items.put_nowait(3))
say("shutdown: get what is left", items.get_nowait)
say("shutdown: get from an empty one", items.get)
say("shutdown: get without waiting", items.get_nowait)
say("shutdown: get with a time limit", lambda: items.get(timeout=SOON))
say("shutdown: unfinished", lambda: items.unfinished_tasks)
say("shutdown: done", items.task_done)
say("shutdown: done", items.task_done)
say("shutdown: join", items.join)
say("shutdown: again", items.shutdown)

items = queue.Queue()
for item in range(3):
    items.put(item)
say("immediate: get", items.get)
say("immediate", lambda: items.shutdown(immediate=True))
say("immediate: size", items.qsize)
say("immediate: get", items.get)
say("immediate: unfinished", lambda: items.unfinished_tasks)
say("immediate: done", items.task_done)
say("immediate: done once too often", items.task_done)
say("immediate: join", items.join)

items = queue.Queue()
items.put(1)
items.put(2)
say("done before it was got", items.task_done)
say("immediate after that", lambda: items.shutdown(immediate=True))
say("unfinished after that", lambda: items.unfinished_tasks)

items = queue.Queue()
items.put(1)
say("first without hurry", items.shutdown)
say("then immediate", lambda: items.shutdown(immediate=True))
say("get after that", items.get_nowait)

items = queue.Queue(1)
items.put(0)
told = queue.SimpleQueue()


def put_more():
    say("woken: put", lambda: items.put(1))
    told.put(None)


threading.Thread(target=put_more).start()
items.shutdown()
told.get()
say("woken: size", items.qsize)
