"""How often does each order of start_and_join.py come?"""

import collections
import contextlib
import io
import pathlib
import sys

PROGRAM = compile((pathlib.Path(__file__).parent / "start_and_join.py").read_text("utf-8"), "start_and_join.py", "exec")


def run():
    """One run of the program: what it prints."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(PROGRAM, {})
    return printed.getvalue().strip()


if __name__ == "__main__":
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for order, times in collections.Counter(run() for _ in range(runs)).most_common():
        print(f"{times:6,}  {order}")
