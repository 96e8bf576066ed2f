"""A thread that ticks, and how often it did so while one call ran."""

import operator
import threading
import time
from functools import partial


class Ticker:
    """With `with`: a thread that notes the time, sleeps, and begins again. To wake up it needs the GIL."""

    def __init__(self, pause=0.001, then=lambda ticks: None):
        """`then` is called by the thread after each tick, with their number."""
        self.times = []
        self.stopped = False
        self.thread = threading.Thread(target=self.run, args=(pause, then))

    def run(self, pause, then):
        while not self.stopped:
            self.times.append(time.perf_counter())
            then(len(self.times))
            time.sleep(pause)

    # ANCHOR: during
    def during(self, call):
        """What `call()` returned, and how often the thread ticked meanwhile.

        `map` and `methodcaller` are C. So between the two looks at the list no line of Python is run, at which this thread
        could be made to let go of the GIL: if `call` keeps it, the number is exactly 0.
        """
        look = partial(len, self.times)
        self.before, result, self.after = map(operator.methodcaller("__call__"), [look, call, look])
        return result, self.after - self.before
    # ANCHOR_END: during

    def longest_pause(self):
        """The longest time from one tick to the next, of all that touch the last call of `during`, in seconds."""
        while len(self.times) <= self.after:
            time.sleep(0.0005)
        times = self.times[max(self.before - 1, 0) : self.after + 1]
        return max(after - before for before, after in zip(times, times[1:]))

    def __enter__(self):
        self.thread.start()
        while not self.times:
            time.sleep(0)
        return self

    def __exit__(self, *error):
        self.stopped = True
        self.thread.join()
