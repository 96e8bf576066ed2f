"""A barrier without rounds, and what becomes of everybody when one is broken. It prints the same lines each time."""

import threading


# ANCHOR: once
class Once:
    """A barrier that only counts."""

    def __init__(self, parties):
        self.parties, self.came = parties, 0
        self.condition = threading.Condition()

    def wait(self):
        with self.condition:
            self.came += 1
            self.condition.notify_all()
            self.condition.wait_for(lambda: self.came >= self.parties)
# ANCHOR_END: once


def meet(*waits):
    """Calls each of waits in a thread of its own; returns how they ended, in the order of the alphabet."""
    ends = []

    def run(wait):
        try:
            wait()
        except Exception as error:
            ends.append(type(error).__name__)
        else:
            ends.append("goes on")

    threads = [threading.Thread(target=run, args=(wait,)) for wait in waits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ", ".join(sorted(ends))


# ANCHOR: phases
barrier = threading.Barrier(3)
squares, sums = {}, {}


def work(n):
    squares[n] = n * n  # first all write,
    barrier.wait()  # wait until all three are here,
    sums[n] = sum(squares.values())  # and then all read
# ANCHOR_END: phases


meet(lambda: work(0), lambda: work(1), lambda: work(2))
print("phases:", *sums.values())

once = Once(2)
print("once, two come:", meet(once.wait, once.wait))
print("once, one comes alone:", meet(once.wait))

# ANCHOR: broken
barrier = threading.Barrier(3)
print("three come:", meet(barrier.wait, barrier.wait, barrier.wait))
print("and again:", meet(barrier.wait, barrier.wait, barrier.wait))
# Two of three come. One has no time limit, the other one waits for 0.1 seconds.
print("two come:", meet(barrier.wait, lambda: barrier.wait(timeout=0.1)))
print("broken?", barrier.broken)
print("the third one comes late:", meet(barrier.wait))
barrier.reset()
print("after a reset:", meet(barrier.wait, barrier.wait, barrier.wait))
# ANCHOR_END: broken

# ANCHOR: action
barrier = threading.Barrier(2, action=lambda: 1 / 0)
print("the action fails:", meet(barrier.wait, barrier.wait))
# ANCHOR_END: action
