"""Runs two threads of a program again and again, and tells how it ended: python3 against_cpython.py FOLDER SECONDS

Each FOLDER/NAME.py is a module whose functions `one` and `two` two threads call, again and again for so many seconds, each time in a
module that is new. Beside it, NAME.txt gets its listing, and NAME.ends a line for each end that was seen: how often, the global variables, and which
exceptions ended threads, apart by tabulators. If for 5 seconds no thread gets on, that is a deadlock, and the last run of its program.

Both threads go through the same long row of modules. No thread waits for the other, so the only thing that stops one is that it loses the GIL, and mostly it
does so in the middle of a function. The other then overtakes it, and so calls its function in that very module meanwhile. The switch interval is 1 µs;
Linux lets a waiting thread sleep 50 µs longer than it asked for, unless it is told not to (prctl).
"""

import collections
import contextlib
import ctypes
import dis
import io
import pathlib
import sys
import threading
import time

# How many modules stand in a row, and how far a thread may be ahead of the other.
ROW, AHEAD = 2_500, 20

SHOWN = (int, bool, str, list, tuple, dict, type(None))


def end_of(namespace, deaths):
    variables = (f"{name}={value!r}" for name, value in sorted(namespace.items()) if type(value) in SHOWN and name[0] != "_")
    return ";".join(variables) + "\t" + ",".join(sorted(deaths))


class Pair:
    """Two threads, and the modules that they go through."""

    def __init__(self, code):
        self.modules = [({"__name__": "__main__"}, []) for _ in range(ROW)]
        for namespace, _ in self.modules:
            exec(code, namespace)
        self.done = [0, 0]
        self.threads = [threading.Thread(target=self.work, args=(me,), daemon=True) for me in (0, 1)]
        for thread in self.threads:
            thread.start()

    def work(self, me):
        name, done, other = ("one", "two")[me], self.done, 1 - me
        for number, (namespace, deaths) in enumerate(self.modules, 1):
            try:
                namespace[name]()
            except Exception as error:
                deaths.append(type(error).__name__)
            done[me] = number
            # Who is far ahead lets the other come near: they are to meet.
            while done[other] < number - AHEAD:
                time.sleep(0)


def ends(code, seconds):
    seen, until = collections.Counter(), time.monotonic() + seconds
    while time.monotonic() < until and not seen["deadlock"]:
        pair = Pair(code)
        done, since = 0, time.monotonic()
        while any(thread.is_alive() for thread in pair.threads) and not seen["deadlock"]:
            time.sleep(0.002)
            if sum(pair.done) != done:
                done, since = sum(pair.done), time.monotonic()
            elif time.monotonic() > since + 5:
                seen["deadlock"] += 1
        seen.update(end_of(namespace, deaths) for namespace, deaths in pair.modules[: min(pair.done)])
    return seen


def main(folder, seconds):
    sys.setswitchinterval(1e-6)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(29, 1, 0, 0, 0)  # PR_SET_TIMERSLACK
    for path in sorted(folder.glob("*.py")):
        code = compile(path.read_text(), path.name, "exec")
        listing = io.StringIO()
        with contextlib.redirect_stdout(listing):
            dis.dis(code)
        path.with_suffix(".txt").write_text(listing.getvalue())
        seen = ends(code, seconds)
        path.with_suffix(".ends").write_text("".join(f"{n}\t{end}\n" for end, n in seen.most_common() if n))


main(pathlib.Path(sys.argv[1]), float(sys.argv[2]))
