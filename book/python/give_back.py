"""Two locks in two orders, and one of the two threads does not wait for ever: it gives back what it has, and begins again."""

import threading

SOON = 0.1

left, right = threading.Lock(), threading.Lock()
each_holds_one = threading.Barrier(2)


# ANCHOR: forth
def forth():
    tries = 0
    while True:
        tries += 1
        with left:
            if tries == 1:
                each_holds_one.wait()
            if right.acquire(timeout=SOON):
                print("forth has both, and not at the first try:", tries > 1)
                right.release()
                return
# ANCHOR_END: forth


def back():
    with right:
        each_holds_one.wait()
        with left:
            print("back has both")


if __name__ == "__main__":
    threads = [threading.Thread(target=target) for target in (forth, back)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
