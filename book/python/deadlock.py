"""Two threads take two locks, each in its own order, and wait for each other for ever. Who can tell?"""

import faulthandler
import sys
import threading

SOON = 1.0

left, right = threading.Lock(), threading.Lock()
# The main thread is the third.
each_holds_one = threading.Barrier(3)


# ANCHOR: deadlock
def forth():
    with left:
        each_holds_one.wait()
        with right:
            print("forth has both")


def back():
    with right:
        each_holds_one.wait()
        with left:
            print("back has both")
# ANCHOR_END: deadlock


def main():
    # Daemons, or Python would wait for them at its end.
    threads = [threading.Thread(target=target, daemon=True) for target in (forth, back)]
    for thread in threads:
        thread.start()
    each_holds_one.wait()
    for thread in threads:
        thread.join(SOON)
    print("both wait:", all(thread.is_alive() for thread in threads))
    print("a Lock says that it is locked:", "<locked" in repr(left))
    print("a Lock says by whom:", "owner=" in repr(left))
    rlock = threading.RLock()
    with rlock:
        print("an RLock says by whom:", f"owner={threading.get_ident()} count=1" in repr(rlock))
    sys.stdout.flush()
    # Where each thread stands, on standard error.
    faulthandler.dump_traceback()


if __name__ == "__main__":
    main()
