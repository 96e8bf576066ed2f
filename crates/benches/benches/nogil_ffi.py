"""What nogil_ffi.rs measures, by the extensions of package on-cpython and by ctypes: FOLDER, numbers in a long sum, in a short one.

Prints nanoseconds for each figure, the least of fifteen rounds: a name, and a number after the last blank.
"""

import ctypes
import importlib
import sys
import threading
import time
from functools import partial

folder, long, short = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
sys.path.insert(0, folder)
TIMES = 100_000
least = {}


def figure(name, seconds, times):
    least[name] = min(least.get(name, float("inf")), seconds / times * 1e9)


def seconds(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def together(sum_range, threads):
    part = long // threads
    threads = [threading.Thread(target=sum_range, args=(part * n, part * (n + 1))) for n in range(threads)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - start


def again_and_again(sum_range):
    for _ in range(TIMES):
        sum_range(0, short)


def by_ctypes(library):
    """The plain C function of native_c: with CDLL ctypes lets go of the GIL around it, with PyDLL it does not."""
    function = library.add_part
    function.argtypes = [ctypes.c_longlong, ctypes.c_longlong, ctypes.c_void_p]

    def sum_range(start, stop):
        total = ctypes.c_longlong(0)
        if function(start, stop, ctypes.addressof(total)):
            raise OverflowError
        return total.value

    return sum_range


ways = {}
for who in ("pyo3", "c", "cython"):
    try:
        module = importlib.import_module("native_" + who)
    except ImportError as error:
        print(f"SKIPPED {who}: {error}", file=sys.stderr)
        continue
    ways[who] = {"holding": module.sum_range_holding, "releasing": module.sum_range, "let_go": getattr(module, "let_go", None)}
    if who == "c":
        library = module.__file__
        ways["ctypes"] = {"holding": by_ctypes(ctypes.PyDLL(library)), "releasing": by_ctypes(ctypes.CDLL(library)), "let_go": None}

for _ in range(15):
    for who, way in ways.items():
        if way["let_go"]:
            figure(f"{who} let_go", seconds(partial(way["let_go"], TIMES)), TIMES)
        for kind in ("holding", "releasing"):
            assert way[kind](0, 1000) == 499_500
            figure(f"{who} short {kind}", seconds(partial(again_and_again, way[kind])), TIMES)
            for threads in (1, 2):
                figure(f"{who} long {kind} {threads}", together(way[kind], threads), 1)

for name, nanoseconds in least.items():
    print(name, nanoseconds)
