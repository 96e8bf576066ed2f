"""The same work in one interpreter and in two at once, each on a thread of its own. Needs CPython 3.12 or newer."""

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

# Each version has the interpreters under another name; the last one is public.
if sys.version_info < (3, 12):
    sys.exit("one GIL for all interpreters: CPython before 3.12 has nothing to show here")
elif sys.version_info < (3, 13):
    import _xxsubinterpreters as interpreters

    make, run = interpreters.create, interpreters.run_string
elif sys.version_info < (3, 14):
    import _interpreters as interpreters

    make, run = interpreters.create, interpreters.run_string
else:
    from concurrent import interpreters

    make, run = interpreters.create, interpreters.Interpreter.exec


def seconds(where):
    """How long the work takes in each of these interpreters, all at once."""
    threads = [threading.Thread(target=run, args=(interpreter, WORK)) for interpreter in where]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begin


if __name__ == "__main__":
    two = [make(), make()]
    times = [(seconds(two[:1]), seconds(two)) for _ in range(ROUNDS)]
    one, both = (statistics.median(times) for times in zip(*times))
    print(f"the work in one interpreter: {one:.3f} s; the same in each of two: {both:.3f} s")
