"""counts.py FOLDER MODULE CLAIM: one experiment with one module, and what was counted, as lines. No clock decides anything here."""

import _thread
import faulthandler
import importlib
import os
import signal
import sys
from functools import partial

sys.path[:0] = [sys.argv[1], os.path.dirname(os.path.abspath(__file__))]

from ticks import Ticker

# What runs for a while without sleeping, in sh.
BUSY = "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; exit 3"
TICKS = 100

# A shell starts what runs in the background deaf to Ctrl-C, and then nothing can be interrupted.
signal.signal(signal.SIGINT, signal.default_int_handler)


# ANCHOR: handshake
def the_command_waits_for_ticks(native):
    """The command ends when it reads a line, and the ticking thread writes that line after its hundredth tick."""
    reads, writes = os.pipe()
    os.dup2(reads, 0)

    def then(ticks):
        if ticks == TICKS:
            os.write(writes, b"\n")

    with Ticker(then=then) as ticker:
        code = native.system("read line; exit 3")
        print(code, len(ticker.times) >= TICKS)
# ANCHOR_END: handshake


def nobody_ticks_during_a_command(native):
    with Ticker(pause=0) as ticker:
        print(*ticker.during(partial(native.system_holding, BUSY)))


def nobody_ticks_during_a_command_of_the_document(spam):
    with Ticker(pause=0) as ticker:
        print(*ticker.during(partial(spam.system, BUSY)))


def the_sum_waits_for_ticks(native):
    """A sum that would take hours is interrupted after the hundredth tick. If nobody ticks, it overflows after some seconds."""

    def then(ticks):
        if ticks == TICKS:
            _thread.interrupt_main()

    with Ticker(then=then) as ticker:
        try:
            print(native.sum_range(0, 2**63 - 1))
        except (KeyboardInterrupt, OverflowError) as error:
            print(type(error).__name__, len(ticker.times) >= TICKS)


def nobody_ticks_during_a_sum(native):
    with Ticker(pause=0) as ticker:
        print(*ticker.during(partial(native.sum_range_holding, 0, 30_000_000)))


def answers(native):
    """What each function answers, also where there is nothing to add, and where something is wrong."""
    for sum_range in (native.sum_range, native.sum_range_holding):
        for start, stop in (0, 65_537), (0, 0), (5, 3), (-3, 2), (0, 40_000_000), (-(2**63), -(2**63) + 1):
            print(sum_range(start, stop))
        for start, stop in (2**62, 2**62 + 3), (-(2**62), -(2**62) + 4), (-(2**63), -(2**63) + 2), (0, 2**63):
            try:
                print(sum_range(start, stop))
            except OverflowError:
                print("OverflowError")
    for system in (native.system, native.system_holding):
        for command in "exit 3", "exit 0", "kill -9 $$", "ex\0it 3":
            try:
                print(system(command))
            except ValueError as error:
                print(f"ValueError: {error}")


def the_documents_answers(spam):
    for command in "exit 3", "exit 0", "kill -9 $$":
        print(spam.system(command))


def is_it_there(module):
    print(hasattr(module, "sum_range"))


def the_documents_overflow(only_def):
    print(only_def.sum_range(65_536), only_def.sum_range(65_537), sum(range(65_537)))


# Who waits for ever is told of, with the place. This clock needs no GIL, and ends only what hangs.
faulthandler.dump_traceback_later(600, exit=True)
globals()[sys.argv[3]](importlib.import_module(sys.argv[2]))
