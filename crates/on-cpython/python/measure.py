"""measure.py FOLDER [--once] MODULE…: who holds the GIL, for how long, and what a second thread brings.

Of each call: how long it takes alone; how often another thread, which wants to each millisecond, ticks meanwhile, and its longest pause;
and how many times as fast two threads are with half of the work each.

With --once everything is measured once, and the last line has the figures as JSON, in seconds: a sample for the lab, which
does the rest.
"""

import ctypes
import importlib
import json
import os
import statistics
import sys
import threading
import time
from functools import partial

sys.path[:0] = [sys.argv[1], os.path.dirname(os.path.abspath(__file__))]

from ticks import Ticker

ONCE = "--once" in sys.argv
NUMBERS = 50_000_000
figures = {}


def seconds(*calls):
    """How long the calls take, each in a thread of its own."""
    threads = [threading.Thread(target=call) for call in calls]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - start


def row(name, rounds, whole, halves):
    """Medians of ticks and pauses. Of the times the least counts, of each by itself, since a machine is seldom quiet."""
    ticks, pauses, alone, together = [], [], [], []
    for n in range(rounds):
        if n < 5:
            with Ticker() as ticker:
                ticks.append(ticker.during(whole)[1])
                pauses.append(ticker.longest_pause())
        # By turns, so that a busy minute of the machine falls on both.
        alone.append(seconds(whole))
        together.append(seconds(*halves))
    measured = min(alone), statistics.median(ticks), statistics.median(pauses), min(alone) / min(together)
    print("  {:<34}{:8.3f} s{:8.0f}{:12.4f} s{:13.2f}".format(name, *measured), flush=True)
    module, function = name.split(",")[0].split(".")
    key = function if module.startswith("native") else f"{module}_{function}"
    figures.update(zip([f"{key}_{what}" for what in ("alone", "ticks", "pause", "two")], measured))


def head(what):
    print(f"\n{what}\n  {'':<34}{'alone':>10}{'ticks':>8}{'longest pause':>15}{'two threads':>12}", flush=True)


def ctypes_sum(library):
    """A function of plain C, called by ctypes: without Python in it, so no module is needed."""

    def sum_range(start, stop):
        total = ctypes.c_longlong(0)
        if library.add_part(ctypes.c_longlong(start), ctypes.c_longlong(stop), ctypes.byref(total)):
            raise OverflowError("the sum does not fit into 64 bits")
        return total.value

    return sum_range


modules = {name: importlib.import_module(name) for name in sys.argv[2:] if name != "--once"}
ours = [module for name, module in modules.items() if name.startswith("native")]

if hasattr(os, "getloadavg"):
    print(f"\n{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}: beside other busy programs the last column is too low")

head("a command that sleeps for 0.1 s, or two of 0.05 s")
systems = []
if "spam" in modules:
    systems = [("spam.system, the document's", modules["spam"].system), ("os.system", os.system)]
for module in ours:
    systems += [(f"{module.__name__}.{name}", getattr(module, name)) for name in ("system", "system_holding")]
for name, system in systems:
    row(name, 1 if ONCE else 5, partial(system, "sleep 0.1"), [partial(system, "sleep 0.05")] * 2)

head(f"the sum of {NUMBERS:,} numbers, or two halves of it")
sums = []
for module in ours:
    sums += [(f"{module.__name__}.{name}", getattr(module, name)) for name in ("sum_range", "sum_range_holding")]
if "native_c" in modules and not ONCE:
    for kind in (ctypes.CDLL, ctypes.PyDLL):
        sums.append((f"ctypes.{kind.__name__}", ctypes_sum(kind(modules["native_c"].__file__))))
for name, sum_range in sums:
    assert sum_range(0, 1000) == 499_500
    middle = NUMBERS // 2
    halves = [partial(sum_range, 0, middle), partial(sum_range, middle, NUMBERS)]
    row(name, 1 if ONCE else 20, partial(sum_range, 0, NUMBERS), halves)
if ONCE and ours:
    figures["sum_range_rate"] = NUMBERS / figures["sum_range_alone"]
print("\none release, with nobody waiting for the GIL")
for module in ours:
    times = 100_000
    least = min(seconds(partial(module.let_go, times)) for _ in range(5))
    print(f"  {module.__name__ + '.let_go':<34}{least / times * 1e9:8.1f} ns", flush=True)
    figures["let_go"] = least / times

if "native_cython" in modules:
    stopped = threading.Event()

    def compute():
        n = 0
        while not stopped.is_set():
            n += 1

    sum_range, end = modules["native_cython"].sum_range, 4_000_000
    parts = [1, 1 << 6, 1 << 12, 1 << 18, 1 << 24]
    alone = [min(seconds(partial(sum_range, 0, end, part)) for _ in range(1 if ONCE else 5)) for part in parts]
    # One thing more than what is measured: a thread of Python that wants the GIL all the time. Few numbers, as each part may wait 5 ms.
    threading.Thread(target=compute, daemon=True).start()
    beside = [seconds(partial(sum_range, 0, end, part)) for part in parts[3:]]
    stopped.set()
    print(f"\nthe sum of {end:,} numbers, which lets go of the GIL and takes it again after each part\n  numbers in a part{'alone':>12}{'beside a thread of Python':>28}")
    for part, first, second in zip(parts, alone, [None] * 3 + beside):
        print(f"  {part:<17,}{first:10.4f} s" + (f"{second:26.4f} s" if second else ""), flush=True)
        figures.update({f"parts_{part}_alone": first}, **({f"parts_{part}_beside": second} if second else {}))

if ONCE:
    print(json.dumps(figures))
