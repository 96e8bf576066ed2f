"""An exception leaves a locked block: with `with`, and without."""

import threading

one, two = threading.Lock(), threading.Lock()

# ANCHOR: with
try:
    with one:
        raise ValueError("in the middle")
except ValueError:
    print("with:               locked is", one.locked())
# ANCHOR_END: with

# ANCHOR: without
try:
    two.acquire()
    raise ValueError("in the middle")
    two.release()
except ValueError:
    print("acquire, release:   locked is", two.locked())
# ANCHOR_END: without
