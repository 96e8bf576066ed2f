"""One thread lets go of a lock and takes it again at once, while another one has waited for it: how many turns go by?"""

import threading
import time

TRIALS = 21
MOST = 1_000


# ANCHOR: turns
def turns_until_the_other_is_in():
    lock = threading.Lock()
    in_at_last = threading.Event()

    def wait_for_it():
        with lock:
            in_at_last.set()

    lock.acquire()
    other = threading.Thread(target=wait_for_it)
    other.start()
    time.sleep(0.005)  # by now it sleeps, and has waited for more than a millisecond
    turns = 0
    while not in_at_last.is_set() and turns < MOST:
        lock.release()
        lock.acquire()
        turns += 1
    lock.release()
    other.join()
    return turns
# ANCHOR_END: turns


turns = sorted(turns_until_the_other_is_in() for _ in range(TRIALS))
print("threading.Lock:", *turns)
