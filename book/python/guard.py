"""What the guard is for: the document's two programs without one, by every start method of this system.

`guard.py unguarded.py spawn` asks only this one, and by these methods.
"""

import multiprocessing
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
PROGRAMS = ("unguarded.py", "unguarded_pool.py")
# Of the errors that a program says, the first of these is the one that ended it.
ERRORS = ("BrokenProcessPool", "ConnectionResetError", "EOFError", "RuntimeError")


def run(program, method):
    ended = subprocess.run(
        [sys.executable, "-I", "-S", "-B", str(HERE / program)],
        env={**os.environ, "START_METHOD": method},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        universal_newlines=True,
    )
    error = next((error for error in ERRORS if error in ended.stderr), "no error")
    print(f"{program}, {method}: {len(ended.stdout.split())} numbers, exit status {ended.returncode}, {error}")


if __name__ == "__main__":
    programs = [word for word in sys.argv[1:] if word in PROGRAMS]
    methods = [word for word in sys.argv[1:] if word not in PROGRAMS]
    for program in programs or PROGRAMS:
        for method in methods or multiprocessing.get_all_start_methods():
            run(program, method)
