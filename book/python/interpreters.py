"""The same work in one interpreter and in two at once, each on a thread of its own: with a GIL each, and with one for both.

    interpreters.py [STEPS [ROUNDS]]

Needs CPython 3.12 or newer.
"""

import statistics
import sys
import threading
import time

STEPS = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
WORK = f"""
def crunch(steps):
    while steps > 0:
        steps -= 1
crunch({STEPS})
"""
# One call into C, which never looks whether anybody wants the GIL.
ONE_CALL = f"sum(range({5 * STEPS}))"

# Each version has the interpreters under another name. The public one, `concurrent.interpreters` of 3.14, makes only those
# with a GIL of their own.
if sys.version_info < (3, 12):
    sys.exit("one GIL for all interpreters: CPython before 3.12 has nothing to show here")
elif sys.version_info < (3, 13):
    from _xxsubinterpreters import create, run_string as run

    kinds = {"a GIL each": create, "one GIL": lambda: create(isolated=False)}
else:
    from _interpreters import create, exec as run

    kinds = {"a GIL each": create, "one GIL": lambda: create("legacy")}


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


# ANCHOR: ticks
def ticks_beside(interpreter):
    """How often this thread ticks, once in a millisecond if it can, while the interpreter makes one call into C."""
    done = threading.Event()
    thread = threading.Thread(target=lambda: (run(interpreter, ONE_CALL), done.set()))
    thread.start()
    ticks = 0
    while not done.wait(0.001):
        ticks += 1
    thread.join()
    return ticks
# ANCHOR_END: ticks


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
    for kind, two in pairs.items():
        print(f"{kind}: the main thread ticked {ticks_beside(two[0])} times beside one call")
