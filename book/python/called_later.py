"""Two timers: one is waited for, one is cancelled, and nobody waits an hour for it."""

import threading

# ANCHOR: timer
soon = threading.Timer(0.01, lambda: print("soon"))
soon.start()
soon.join()
print("soon has run")

late = threading.Timer(3600, lambda: print("late"))
late.start()
late.cancel()
late.join()
print("late was cancelled")
# ANCHOR_END: timer

again = threading.Timer(0, lambda: print("again"))
again.cancel()
again.start()
again.join()
print("again was cancelled before it was started")
try:
    soon.start()
except RuntimeError as error:
    print(error)
