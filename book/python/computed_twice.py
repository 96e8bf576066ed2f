"""Two threads ask the caches of functools for the same value at the same moment. How often is it computed?

With a number, `compute` waits so many seconds for the other thread: `computed_twice.py 0.1`.
"""

import functools
import sys
import threading

patience = float(sys.argv[1]) if len(sys.argv) > 1 else 0.5
computed = []
meeting = threading.Barrier(2)


def compute(what):
    """Notes that it runs, and waits until both threads are here, or it is clear that the other one will not come."""
    computed.append(what)
    try:
        meeting.wait(patience)
    except threading.BrokenBarrierError:
        pass
    return object()


# ANCHOR: caches
@functools.cache
def settings(user):
    return compute(user)


@functools.lru_cache(maxsize=8)
def recent_settings(user):
    return compute(user)


class User:
    @functools.cached_property
    def settings(self):
        return compute(self)
# ANCHOR_END: caches


def two_ask(first, second):
    """How often `compute` ran, whether both ran at once, and how many values the two threads got."""
    meeting.reset()
    computed.clear()
    got = []
    threads = [threading.Thread(target=lambda ask=ask: got.append(ask())) for ask in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    together = "at once" if not meeting.broken else "one after the other" if len(computed) == 2 else "alone"
    times, values = "once" if len(computed) == 1 else "twice", "one value" if got[0] is got[1] else "two values"
    return f"computed {times}, {together}; {values}"


if __name__ == "__main__":
    ada = User()
    print("cache:", two_ask(lambda: settings("ada"), lambda: settings("ada")))
    print("lru_cache:", two_ask(lambda: recent_settings("ada"), lambda: recent_settings("ada")))
    print("cached_property:", two_ask(lambda: ada.settings, lambda: ada.settings))
    ada, other = User(), User()
    print("cached_property of two objects:", two_ask(lambda: ada.settings, lambda: other.settings))
