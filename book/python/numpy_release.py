"""NumPy lets go of the GIL in some calls: what a second thread brings, for short arrays and for long ones. Needs NumPy."""

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


print("NumPy", numpy.__version__)
for length, times in (20_000, 2_000), (100, 40_000):
    # By turns, and the least counts: a machine is seldom quiet.
    rounds = [(seconds(length, times, 1), seconds(length, times, 2)) for _ in range(40)]
    one, two = (min(times) for times in zip(*rounds))
    print(f"{length:6,} elements: two threads are {one / two:.2f} times as fast as one")
