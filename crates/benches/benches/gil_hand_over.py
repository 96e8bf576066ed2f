"""What gil_hand_over.rs measures, by CPython: the way ("asked" or "letting go") and the number of turns.

Prints the seconds from before the threads are started until both have ended, or why that cannot be measured.
"""

import os
import sys
import threading
import time

way, turns_to_take = sys.argv[1], int(sys.argv[2])
if not getattr(sys, "_is_gil_enabled", lambda: True)():
    print("SKIPPED: this Python runs without the GIL, so there is none to hand over")
    sys.exit()
# os.sched_yield lets go since gh-96078 (October 2022): in 3.10.8, and in 3.11.1 at the latest.
keeps_the_gil = sys.version_info < (3, 10, 8) or sys.version_info[:3] == (3, 11, 0)
if way == "letting go" and (keeps_the_gil or not hasattr(os, "sched_yield")):
    print("SKIPPED: this Python has no os.sched_yield that lets go of the GIL (3.10.8 on, not on Windows)")
    sys.exit()

last_holder = 0
turns = 0


def asked(me):
    global last_holder, turns
    while turns < turns_to_take:
        if last_holder != me:
            last_holder = me
            turns += 1


def letting_go(me):
    global last_holder, turns
    sched_yield = os.sched_yield
    while turns < turns_to_take:
        if last_holder != me:
            last_holder = me
            turns += 1
        sched_yield()


if way == "asked":
    sys.setswitchinterval(1e-6)
threads = [threading.Thread(target={"asked": asked, "letting go": letting_go}[way], args=(me,)) for me in (1, 2)]
start = time.perf_counter()
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(time.perf_counter() - start)
