"""A process is forked while another thread holds a lock. The child has the lock, as it was, and nobody who gives it back."""

import os
import sys
import threading

if not hasattr(os, "fork"):
    sys.exit("This system has no fork.")

# ANCHOR: program
lock, is_held, forked = threading.Lock(), threading.Event(), threading.Event()


def hold():
    with lock:
        is_held.set()
        forked.wait()


holder = threading.Thread(target=hold)
holder.start()
is_held.wait()
child = os.fork()
if child == 0:
    print("threads in the child:", threading.active_count(), flush=True)
    print("the child gets the lock:", lock.acquire(timeout=0.3), flush=True)
    os._exit(0)
forked.set()
holder.join()
os.waitpid(child, 0)
print("the parent gets the lock:", lock.acquire(timeout=0.3))
# ANCHOR_END: program
