"""Two threads say `+= 1`, to three things. How many updates are lost?

`plus_equals.py 5000` makes so many updates a thread, in each of a few rounds.
"""

import sys
import threading

ROUNDS = 5  # On a busy machine, both threads may not run at the same time in one of them.


class Plain:
    """`+=` reads an attribute, adds, and sets the attribute; no Python code runs in between."""

    def __init__(self):
        self.n = 0


# ANCHOR: things
class Checked:
    """`+=` calls two functions, one to read and one to set."""

    def __init__(self):
        self._n = 0

    @property
    def n(self):
        return self._n

    @n.setter
    def n(self, n):
        assert n >= 0
        self._n = n


class Amount:
    """`+=` calls a function that adds."""

    def __init__(self, n):
        self.n = n

    def __add__(self, more):
        return Amount(self.n + more)
# ANCHOR_END: things


class Sum:
    def __init__(self):
        self.amount = Amount(0)


# ANCHOR: ways
def add_to_n(thing, updates):
    for _ in range(updates):
        thing.n += 1


def add_to_amount(thing, updates):
    for _ in range(updates):
        thing.amount += 1
# ANCHOR_END: ways


def by_two_threads(add, thing, updates):
    both = threading.Barrier(2)

    def begin():
        both.wait()
        add(thing, updates)

    threads = [threading.Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    sys.setswitchinterval(1e-6)
    updates = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    plain, checked, total = Plain(), Checked(), Sum()
    for _ in range(ROUNDS):
        by_two_threads(add_to_n, plain, updates)
        by_two_threads(add_to_n, checked, updates)
        by_two_threads(add_to_amount, total, updates)
    of = 2 * ROUNDS * updates
    print(f"lost of {of:,}")
    print(f"a plain attribute: {of - plain.n:,}")
    print(f"a property: {of - checked.n:,}")
    print(f"a class with __add__: {of - total.amount.n:,}")
