"""Two threads count the words of the lines that they get from a queue. Nobody needs a lock."""

import queue
import threading
from collections import Counter

TEXT = """\
who puts shares nothing
who gets shares nothing
the queue has the lock"""

WORKERS = 2


# ANCHOR: program
def count_words(lines, counts):
    mine = Counter()  # Confined: nobody else has it.
    while (line := lines.get()) is not None:
        mine.update(line.split())
    counts.put(mine)  # Handed over: from here on it is somebody else's.


def main():
    lines, counts = queue.Queue(maxsize=2), queue.SimpleQueue()
    workers = [threading.Thread(target=count_words, args=(lines, counts)) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    for line in TEXT.splitlines():
        lines.put(line)  # Waits while two are inside.
    for _ in workers:
        lines.put(None)  # A sign of the end for each; from 3.13 on lines.shutdown() can say it to all.

    total = sum((counts.get() for _ in workers), Counter())
    for word, count in sorted(total.items()):
        print(count, word)
# ANCHOR_END: program


if __name__ == "__main__":
    main()
