"""How often does another thread's text come between a line's text and its newline?"""

import collections
import os
import subprocess
import sys
import threading

RUNS = 50


# ANCHOR: two
def two_writes():
    for i in range(5):
        print(i)
# ANCHOR_END: two


# ANCHOR: one
def one_write():
    for i in range(5):
        sys.stdout.write(f"{i}\n")
# ANCHOR_END: one


def child(numbers):
    """The program itself: two threads print."""
    threads = [threading.Thread(target=numbers) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def through_a_pipe(command):
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def on_a_terminal(command):
    ours, its = os.openpty()
    with subprocess.Popen(command, stdout=its) as running:
        os.close(its)
        printed = b""
        try:
            while some := os.read(ours, 4096):
                printed += some
        except OSError:
            pass  # Linux says so when the last one has closed its end.
    os.close(ours)
    assert running.returncode == 0
    return printed


def torn(printed):
    """Whether these are other lines than the ten that were meant, in whatever order."""
    meant = collections.Counter(str(i).encode() for i in range(5) for _ in range(2))
    return collections.Counter(printed.splitlines()) != meant


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child({"two": two_writes, "one": one_write}[sys.argv[1]])
        sys.exit()
    ways = {"pipe": through_a_pipe}
    if hasattr(os, "openpty"):
        ways["terminal"] = on_a_terminal
    else:
        print("skipped: this system has no pseudo-terminal, so nothing is tried on one")
    print(f"runs of {RUNS} with a torn line   two writes   one write")
    for options in ([], ["-u"]):
        for name, way in ways.items():
            # -I: no variable of this machine, such as PYTHONUNBUFFERED, changes what is tried.
            command = [sys.executable, "-I", *options, __file__]
            two, one = (sum(torn(way([*command, writes])) for _ in range(RUNS)) for writes in ("two", "one"))
            print(f"{name:<9} {' '.join(options) or 'as it is':<20} {two:8}   {one:9}")
