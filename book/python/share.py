"""Two threads count, each for itself. How far does each one come in two seconds?"""

import threading
import time

SECONDS = 2.0

stop = False
counted = [0, 0]


# ANCHOR: count
def count(me):
    n = 0
    while not stop:
        n += 1
    counted[me] = n
# ANCHOR_END: count


if __name__ == "__main__":
    threads = [threading.Thread(target=count, args=(me,)) for me in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(SECONDS)
    stop = True
    for thread in threads:
        thread.join()
    for name, n in zip("AB", counted):
        print(f"{name} counted {n:,}: {n / sum(counted):.0%}")
