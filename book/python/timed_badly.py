"""The same search timed in four ways: the first run, with its set-up, and the best and the median of many."""

import re
import statistics
import sys
import time

RUNS = 40


# ANCHOR: work
def set_up():
    return ["spam {:d} eggs {:,d} ham {:.3f}".format(n, n * n, n / 7) for n in range(600)]


def work(lines):
    numbers = re.compile(r"(?:spam|bacon) +(\d+)|(?:ham|eggs) +(\d+)")
    return [numbers.search(line).group(1) for line in lines]
# ANCHOR_END: work


# ANCHOR: usual
def usual():
    begin = time.perf_counter()
    work(set_up())
    return time.perf_counter() - begin
# ANCHOR_END: usual


# ANCHOR: timed
def timed(work, lines):
    begin = time.perf_counter()
    result = work(lines)
    took = time.perf_counter() - begin
    assert len(result) == len(lines)
    return took
# ANCHOR_END: timed


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    lines = set_up()
    first = timed(work, lines)
    took = [timed(work, lines) for _ in range(runs)]
    with_set_up = statistics.median(usual() for _ in range(runs))
    typical = statistics.median(took)
    print("the first run           {:.6f} s, {:5.2f} of the median".format(first, first / typical))
    print("with its set-up         {:.6f} s, {:5.2f} of the median".format(with_set_up, with_set_up / typical))
    print("best of {:<15} {:.6f} s".format(runs, min(took)))
    print("median of {:<13} {:.6f} s".format(runs, typical))
    print("worst of {:<14} {:.6f} s".format(runs, max(took)))


if __name__ == "__main__":
    main()
