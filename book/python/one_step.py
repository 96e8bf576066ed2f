"""Two threads do the same with one list or dict, very often. How often does it go wrong?

`one_step.py 20000` does it so often.
"""

import itertools
import sys
import threading
from collections import deque


class Shared:
    def __init__(self):
        self.list, self.deque, self.numbers = [], deque(), itertools.count()
        self.dict = {}
        self.counts = {"x": 0}


# ANCHOR: steps
def append(shared, i):
    shared.list.append(i)


def append_to_deque(shared, i):
    shared.deque.append(i)


def take_a_number(shared, i):
    return next(shared.numbers)


def set_default(shared, i):
    return shared.dict.setdefault(i, object())
# ANCHOR_END: steps


# ANCHOR: chains
def look_then_set(shared, i):
    if i not in shared.dict:
        shared.dict[i] = object()
        return True


def add_one(shared, i):
    shared.counts["x"] += 1


def get_and_add(shared, i):
    shared.counts["x"] = shared.counts.get("x") + 1
# ANCHOR_END: chains


def run(step, rounds):
    """Two threads make so many steps each. Returns what they shared, and what each step of each returned."""
    shared, begin, returned = Shared(), threading.Barrier(2), [[], []]

    def loop(mine):
        begin.wait()
        for i in range(rounds):
            mine.append(step(shared, i))

    threads = [threading.Thread(target=loop, args=(mine,)) for mine in returned]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return shared, returned


def wrong(rounds):
    shared, _ = run(append, rounds)
    yield "list.append", 2 * rounds - len(shared.list)
    shared, _ = run(append_to_deque, rounds)
    yield "deque.append", 2 * rounds - len(shared.deque)
    _, (one, other) = run(take_a_number, rounds)
    yield "next(count())", 2 * rounds - len({*one, *other})
    _, (one, other) = run(set_default, rounds)
    yield "dict.setdefault", sum(a is not b for a, b in zip(one, other))
    _, (one, other) = run(look_then_set, rounds)
    yield "if i not in d: d[i] = …", sum(bool(a and b) for a, b in zip(one, other))
    shared, _ = run(add_one, rounds)
    yield "d[x] += 1", 2 * rounds - shared.counts["x"]
    shared, _ = run(get_and_add, rounds)
    yield "d[x] = d.get(x) + 1", 2 * rounds - shared.counts["x"]


if __name__ == "__main__":
    sys.setswitchinterval(1e-6)
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for what, times in wrong(rounds):
        print(f"{what}: {times:,} of {rounds:,} rounds")
