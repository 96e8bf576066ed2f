"""How often does another thread's text come between a line's text and its newline?

`torn_lines.py 50` does 50 runs for each stream.
"""

import collections
import os
import subprocess
import sys
import threading

END_OF_RUN = "--"


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


def print_in_two_threads(numbers):
    together = threading.Barrier(2)

    def begin():
        together.wait()  # Or the first may be done before the second is there.
        numbers()

    threads = [threading.Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def child(runs):
    """What is tried, in a process of its own: so many runs with two writes a line, and as many with one."""
    for numbers in (two_writes, one_write):
        for _ in range(runs):
            print_in_two_threads(numbers)
            sys.stdout.flush()
            sys.stdout.write(f"{END_OF_RUN}\n")


def through_a_pipe(command):
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def on_a_terminal(command):
    ours, its = os.openpty()
    with subprocess.Popen(command, stdout=its) as running:
        os.close(its)
        printed = []
        try:
            while not printed or printed[-1]:
                printed.append(os.read(ours, 4096))
        except OSError:
            pass  # Linux says so when the last one has closed its end.
    os.close(ours)
    assert running.returncode == 0
    return b"".join(printed)


def torn(lines):
    """Whether these are other lines than the ten that were meant, in whatever order."""
    return collections.Counter(lines) != collections.Counter(str(i) for i in range(5) for _ in range(2))


def main(runs):
    ways = {"pipe": through_a_pipe}
    if hasattr(os, "openpty"):
        ways["terminal"] = on_a_terminal
    else:
        print("skipped: this system has no pseudo-terminal, so nothing is tried on one")
    print(f"runs of {runs} with a torn line    two writes   one write")
    for options in ([], ["-u"]):
        for name, way in ways.items():
            # -I: no variable of this machine, such as PYTHONUNBUFFERED, changes what is tried.
            printed = way([sys.executable, "-I", "-S", *options, __file__, "child", str(runs)]).decode()
            *each, rest = printed.replace("\r\n", "\n").split(f"{END_OF_RUN}\n")
            assert len(each) == 2 * runs and not rest
            two, one = (sum(torn(run.splitlines()) for run in half) for half in (each[:runs], each[runs:]))
            print(f"{name:<9} {' '.join(options) or 'as it is':<20} {two:8}   {one:9}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        child(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
