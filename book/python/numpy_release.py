"""NumPy lets go of the GIL in some calls: who can run meanwhile, for short arrays and for long ones. Needs NumPy."""

import functools
import operator
import sys
import threading
import time

try:
    import numpy
except ImportError:
    raise SystemExit("NumPy is not installed for this Python: python3 -m pip install numpy, in a virtual environment")


# ANCHOR: program
def work(array, times):
    for _ in range(times):
        numpy.sqrt(array)
# ANCHOR_END: program


def seconds(length, times, threads):
    arrays = [numpy.arange(length, dtype=float) for _ in range(threads)]
    threads = [threading.Thread(target=work, args=(array, times // threads)) for array in arrays]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begun


def ticks_during(length, times):
    """How often another thread, which wants to each millisecond, runs during the calls. No line of Python comes between them."""
    ticks, over = [], threading.Event()

    def tick():
        while not over.is_set():
            ticks.append(1)
            time.sleep(0.001)

    array = numpy.arange(length, dtype=float)
    call, look = functools.partial(numpy.sqrt, array, array.copy()), functools.partial(len, ticks)
    ticker = threading.Thread(target=tick)
    ticker.start()
    before, *_, after = map(operator.methodcaller("__call__"), [look] + [call] * times + [look])
    over.set()
    ticker.join()
    return after - before


rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
print("NumPy", numpy.__version__)
for length, times in (20_000, 1_000), (100, 20_000):
    ticks = ticks_during(length, 4 * times)
    # By turns, and the least counts: a machine is seldom quiet.
    measured = [(seconds(length, times, 1), seconds(length, times, 2)) for _ in range(rounds)]
    one, two = (min(column) for column in zip(*measured))
    print(f"{length:6,} elements: {ticks:3} ticks, two threads are {one / two:.2f} times as fast as one")
