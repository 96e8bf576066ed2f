"""How often does each output of print_numbers_threads.py come?

`print_numbers_runs.py 200` runs it so often.
"""

import collections
import contextlib
import io
import pathlib
import sys

PROGRAM = compile((pathlib.Path(__file__).parent / "print_numbers_threads.py").read_text("utf-8"), "print_numbers_threads.py", "exec")
IN_TURN = "0 1 2 3 4 0 1 2 3 4"


def run():
    """One run of the program: what it prints, in one line."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(PROGRAM, {})
    return " ".join(printed.getvalue().split())


def is_possible(output):
    """Whether two threads that count upwards can print this: no number comes more often than the one before it."""
    seen = collections.Counter()
    for number in map(int, output.split()):
        seen[number] += 1
        if number > 0 and seen[number] > seen[number - 1]:
            return False
    return all(seen[number] == 2 for number in range(5)) and len(seen) == 5


if __name__ == "__main__":
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    outputs = collections.Counter(run() for _ in range(runs))
    print(f"of {runs:,} runs")
    print(f"one after the other: {outputs[IN_TURN]:,}")
    print(f"outputs that were seen: {len(outputs)}")
    print(f"impossible: {sum(times for output, times in outputs.items() if not is_possible(output))}")
