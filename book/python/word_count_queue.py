"""Two processes count the words of the lines that they get from a queue."""

import multiprocessing
from collections import Counter

TEXT = """\
one queue for the lines
one queue for the counts
who puts no more closes the queue"""

WORKERS = 2


# ANCHOR: program
def count_words(lines, counts):
    mine = Counter()
    while (line := lines.get()) is not None:
        mine.update(line.split(" "))
    counts.put(mine)


def main():
    lines, counts = multiprocessing.Queue(), multiprocessing.Queue()
    workers = [multiprocessing.Process(target=count_words, args=(lines, counts)) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    for line in TEXT.splitlines():
        lines.put(line)
    for _ in workers:
        lines.put(None)  # Python's queue knows no end: each worker gets a sign of it.

    total = Counter()
    for _ in workers:
        total.update(counts.get())
    for worker in workers:
        worker.join()  # After everything has been got, not before.
    for word, count in sorted(total.items()):
        print(count, word)
# ANCHOR_END: program


if __name__ == "__main__":
    main()
