"""The same work in one interpreter and in two at once, each on a thread of its own: with a GIL each, and with one for both.

Needs CPython 3.12 or newer.
"""

import statistics
import sys
import threading
import time

ROUNDS = 5
WORK = """
def crunch(steps):
    while steps > 0:
        steps -= 1
crunch(5_000_000)
"""

# Each version has the interpreters under another name; the last one is public, and makes only those with a GIL of their own.
if sys.version_info < (3, 12):
    sys.exit("one GIL for all interpreters: CPython before 3.12 has nothing to show here")
elif sys.version_info < (3, 13):
    import _xxsubinterpreters as interpreters

    run = interpreters.run_string
    kinds = {
        "a GIL each": interpreters.create,
        "one GIL": lambda: interpreters.create(isolated=False),
    }
elif sys.version_info < (3, 14):
    import _interpreters as interpreters

    run = interpreters.run_string
    kinds = {
        "a GIL each": interpreters.create,
        "one GIL": lambda: interpreters.create("legacy"),
    }
else:
    from concurrent import interpreters

    run = interpreters.Interpreter.exec
    kinds = {"a GIL each": interpreters.create}


# ANCHOR: seconds
def seconds(where):
    """How long the work takes in each of these interpreters, all at once."""
    threads = [threading.Thread(target=run, args=(interpreter, WORK)) for interpreter in where]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begin
# ANCHOR_END: seconds


if __name__ == "__main__":
    pairs = {kind: [make(), make()] for kind, make in kinds.items()}
    times = {kind: [] for kind in kinds}
    # The kinds take turns, so that a slow minute hits all of them.
    for _ in range(ROUNDS):
        for kind, two in pairs.items():
            times[kind].append((seconds(two[:1]), seconds(two)))
    for kind, measured in times.items():
        one, both = (statistics.median(column) for column in zip(*measured))
        print(f"{kind}: the work in one interpreter {one:.3f} s; in each of two {both:.3f} s, {both / one:.2f} times as long")
