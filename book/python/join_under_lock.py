# Whoever waits for a thread holds the lock that the thread needs.

import threading

lock = threading.Lock()
done = 0


# ANCHOR: wait
def work():
    global done
    with lock:
        done += 1


def wait():
    worker = threading.Thread(target=work)
    with lock:
        worker.start()
        worker.join()
# ANCHOR_END: wait


thread = threading.Thread(target=wait)
thread.start()
thread.join()
print(done)
