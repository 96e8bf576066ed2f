"""Asks a CPython what the tables in this folder ask: runs each row's lines in names of their own, and prints its answer.

    python3 ask.py TABLE...

It needs nothing but Python 3.9 or newer. A row that does not end is named, and the others go on. ROW_LIMIT says after how many
seconds; nothing that goes well waits for it.
"""

import ast
import faulthandler
import os
import queue
import sys
import threading
import time

# Long enough that something else happens first; short enough to wait for it to end.
SOON = 0.001
# A row that takes longer hangs.
LIMIT = float(os.environ.get("ROW_LIMIT", 10))


class Oops(Exception):
    """What a row's own code raises."""


def read(path):
    """The rows of a table: (id, since, lines). What the answers must be is read by the Rust half, which compares."""
    rows = []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("["):
            rows.append((line.strip("[]"), [0], []))
        elif line.startswith("since: "):
            rows[-1][1][0] = tuple(int(part) for part in line.split(": ")[1].split("."))
        elif line.startswith("|"):
            rows[-1][2].append(line[2:])
    return [(name, since[0] or (3, 0), "\n".join(lines)) for name, since, lines in rows]


def shown(value):
    """An answer in words: several of them with commas between, an exception with its text."""
    if isinstance(value, (tuple, list)):
        return ", ".join(map(shown, value))
    if isinstance(value, BaseException):
        return type(value).__name__ + (f": {value}" if str(value) else "")
    return str(value)


def tried(call, *args, **options):
    """What the call answers, or the exception that it raises."""
    try:
        return call(*args, **options)
    except BaseException as error:
        return error


class Other:
    """A call in another thread."""

    def __init__(self, call, args, options):
        self.said = []
        self.thread = threading.Thread(target=lambda: self.said.append(tried(call, *args, **options)), daemon=True)
        self.thread.start()

    def answer(self):
        """What it answered; waits until it has."""
        self.thread.join(LIMIT)
        return self.said[0] if self.said else "does not end"


def begin(call, *args, **options):
    """Makes the call in another thread."""
    return Other(call, args, options)


def until(true):
    """Looks again and again, without the GIL in between, until it is true."""
    late = time.monotonic() + LIMIT
    while not true():
        if time.monotonic() > late:
            raise TimeoutError("it never became true")
        time.sleep(0)


def until_waiting(at, n=1):
    """Until n threads wait there. CPython tells nobody; it is the length of its list."""
    waiters = at._waiters if hasattr(at, "_waiters") else at._cond._waiters
    until(lambda: len(waiters) == n)


def run(lines):
    """Runs the lines; the answer is the last one's value, or the exception that ends them."""
    names = {name: getattr(module, name) for module in (queue, threading) for name in module.__all__}
    # The rows say enumerate and mean Python's own.
    del names["enumerate"]
    names.update(begin=begin, until=until, until_waiting=until_waiting, tried=tried, Oops=Oops, SOON=SOON, LIMIT=LIMIT)
    names.update(threading=threading)
    tree = ast.parse(lines)
    last = ast.Expression(tree.body.pop().value) if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "row", "exec"), names)
    return eval(compile(last, "row", "eval"), names) if last else None


def main():
    # If even this thread hangs: C code that keeps the GIL.
    faulthandler.dump_traceback_later(30 * LIMIT, exit=True)
    for path in sys.argv[1:]:
        for name, since, lines in read(path):
            if sys.version_info < since:
                answer = "not yet"
            else:
                row = begin(run, lines)
                answer = shown(row.answer())
                if not row.said:
                    sys.stderr.write(f"{name} does not end:\n")
                    faulthandler.dump_traceback()
            sys.stdout.write(f"{name} -> {answer}\n")
    sys.stdout.flush()
    sys.stderr.flush()
    # What hangs, hangs: do not wait for it.
    os._exit(0)


main()
