"""The main thread ends. One thread is waited for, the other one, a daemon, is not."""

import threading


# ANCHOR: threads
def worker():
    threading.main_thread().join()
    print("worker: the main thread has ended, and I go on")
    late = threading.Thread(target=lambda: print("late: somebody started me"))
    try:
        late.start()
    except RuntimeError as error:
        print("worker:", error)


def daemon():
    try:
        begun.set()
        threading.Event().wait()
    finally:
        print("daemon: I clean up")


begun = threading.Event()
threading.Thread(target=worker).start()
threading.Thread(target=daemon, daemon=True).start()
begun.wait()
print("main: nothing left to do")
# ANCHOR_END: threads
