"""Two threads print much: how many lines are torn, and is any text spoiled, in a pipe and in a stream written in Python?

`long_output.py 3` does so many runs of each.
"""

import subprocess
import sys
import threading

LINES = 20_000


def print_all(stream):
    """Two threads print lines of five digits."""

    def numbers():
        for i in range(LINES):
            print(10_000 + i % 10_000, file=stream)

    threads = [threading.Thread(target=numbers) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Parts:
    """A stream whose `write` is a Python function."""

    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


def through_a_pipe():
    command = [sys.executable, "-I", "-S", __file__, "print"]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode("latin-1")


def through_python():
    stream = Parts()
    print_all(stream)
    return "".join(stream.parts)


if __name__ == "__main__":
    if sys.argv[1:] == ["print"]:
        print_all(sys.stdout)
        sys.exit()
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    for name, way in (("pipe", through_a_pipe), ("stream in Python", through_python)):
        outputs = [way() for _ in range(runs)]
        torn = sorted(sum(len(line) != 5 for line in output.rstrip("\n").split("\n")) for output in outputs)
        spoiled = sum(not set(output) <= set("0123456789\n") for output in outputs)
        print(f"{name}: {runs} runs of {2 * LINES:,} lines")
        print(f"  lines torn: {torn[0]} at least, {torn[runs // 2]} in the median, {torn[-1]} at most")
        print(f"  runs with bytes that nobody printed: {spoiled}")
