"""Three orders go through a queue with two places. How many are finished when the one who waits for that goes on?"""

import queue
import threading


def finished_at_the_end(when, wait):
    """`when` says when a worker calls task_done, `wait` is what the main thread does until all is finished."""
    orders, finished, gate = queue.Queue(maxsize=2), [], threading.Event()

    # ANCHOR: worker
    def worker():
        while True:
            order = orders.get()
            if when == "before the work":
                orders.task_done()
            if order == "cake":
                gate.wait(1)  # The last order takes long.
            finished.append(order)
            if when == "after the work":
                orders.task_done()
    # ANCHOR_END: worker

    threading.Thread(target=worker, daemon=True).start()
    # ANCHOR: main
    for order in ["tea", "coffee", "cake"]:
        orders.put(order)
    wait(orders)
    served = len(finished)
    # ANCHOR_END: main
    gate.set()
    return served


def until_empty(orders):
    while not orders.empty():
        pass


if __name__ == "__main__":
    for when, wait in [
        ("after the work", queue.Queue.join),
        ("before the work", queue.Queue.join),
        ("after the work", until_empty),
    ]:
        served = finished_at_the_end(when, wait)
        print(f"task_done {when}, {wait.__name__}: {served} of 3 finished")
