"""One thread acquires a lock, another one releases it: three locks, three answers."""

import threading


def stranger(name, release):
    """Runs release in a thread of its own, and says what became of it."""

    def run():
        try:
            release()
        except (RuntimeError, ValueError) as error:
            print(f"{name}: a stranger may not: {error}")
        else:
            print(f"{name}: a stranger released it")

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


# ANCHOR: strangers
lock = threading.Lock()
lock.acquire()
stranger("Lock", lock.release)
print("Lock: locked now?", str(lock.locked()).lower())

rlock = threading.RLock()
rlock.acquire()
stranger("RLock", rlock.release)

semaphore = threading.BoundedSemaphore(1)
semaphore.acquire()
stranger("BoundedSemaphore", semaphore.release)
stranger("BoundedSemaphore", semaphore.release)
# ANCHOR_END: strangers
