"""What the guard is for: the document's two programs without one, under every start method of this system."""

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
        [sys.executable, "-B", HERE / program],
        env={**os.environ, "START_METHOD": method},
        capture_output=True,
        text=True,
    )
    error = next((error for error in ERRORS if error in ended.stderr), "no error")
    print(f"{program}, {method}: {len(ended.stdout.split())} numbers, exit status {ended.returncode}, {error}")


if __name__ == "__main__":
    for program in PROGRAMS:
        for method in multiprocessing.get_all_start_methods():
            run(program, method)
