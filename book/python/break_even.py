"""One C function on more and more bytes, called with the GIL held and with the GIL let go: from which size on is letting go worth it?"""

import ctypes
import os
import statistics
import sys
import threading
import time

CALLS = 10  # between two looks at the clock
SIZES = [("16 bytes", 16), ("1 KiB", 1 << 10), ("16 KiB", 1 << 14), ("256 KiB", 1 << 18)]


# ANCHOR: function
def swap_bytes(kind):
    """C's swab(), which swaps the bytes of each pair. CDLL lets go of the GIL for each call, PyDLL does not."""
    library = kind("msvcrt" if os.name == "nt" else None)
    function = library._swab if os.name == "nt" else library.swab
    function.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_ssize_t]
    function.restype = None
    return function


holding, letting_go = swap_bytes(ctypes.PyDLL), swap_bytes(ctypes.CDLL)
# ANCHOR_END: function


# ANCHOR: rate
def rate(function, size, threads=1, milliseconds=5):
    """So many calls a second do the threads make together."""
    calls = []

    def work():
        old, new = bytes(size), ctypes.create_string_buffer(size)
        done, end = 0, time.perf_counter() + milliseconds / 1000
        while time.perf_counter() < end:
            for _ in range(CALLS):
                function(old, new, size)
            done += CALLS
        calls.append(done)

    workers = [threading.Thread(target=work) for _ in range(threads)]
    begun = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(calls) / (time.perf_counter() - begun)
# ANCHOR_END: rate


def beside_counting(function, size):
    """The same for one thread beside another one, which counts in Python and never waits."""
    over = []

    def count():
        n = 0
        while not over:
            n += 1

    counter = threading.Thread(target=count)
    counter.start()
    calls = rate(function, size, milliseconds=30)
    over.append(True)
    counter.join()
    return calls


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    print("calls a second of one thread, GIL held | let go | let go, two threads together | let go, beside a thread that counts")
    for name, size in SIZES:
        # By turns, and the most counts: a machine is seldom quiet.
        measured = [[rate(holding, size), rate(letting_go, size), rate(letting_go, size, threads=2)] for _ in range(rounds)]
        best = [max(column) for column in zip(*measured)]
        # The middle one: who gets a GIL that two want is a matter of luck, too.
        best.append(statistics.median(beside_counting(letting_go, size) for _ in range(rounds)))
        print(f"{name:>8}", *(f"{calls:12,.0f}" for calls in best), sep=" | ")
