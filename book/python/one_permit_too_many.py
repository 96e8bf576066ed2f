"""Somebody gives back a permit that they never had: with a plain semaphore, and with a bounded one."""

import threading


# ANCHOR: visit
def visit(seats, patience):
    try:
        seats.acquire(timeout=patience)
        look_around()
    finally:
        seats.release()
# ANCHOR_END: visit


def look_around():
    pass


for kind in (threading.Semaphore, threading.BoundedSemaphore):
    # ANCHOR: twice
    seats = kind(1)
    seats.acquire()
    visit(seats, patience=0.01)
    print(f"{kind.__name__}: a second one gets in:", seats.acquire(blocking=False))
    seats.release()
    try:
        seats.release()
    except ValueError as error:
        print(f"{kind.__name__}: {error}")
    else:
        print(f"{kind.__name__}: no error")
    # ANCHOR_END: twice
