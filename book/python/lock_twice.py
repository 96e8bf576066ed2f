# One thread, one lock: the function that holds it calls one that takes it.

import threading

lock = threading.Lock()
balance = 0


# ANCHOR: deposit
def deposit():
    global balance
    with lock:
        balance += 1
        report()


def report():
    with lock:
        print(balance)
# ANCHOR_END: deposit


thread = threading.Thread(target=deposit)
thread.start()
thread.join()
