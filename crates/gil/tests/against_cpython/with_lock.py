import threading

lock = threading.Lock()
x = 0


def amount():
    return 1


def one():
    global x
    with lock:
        x = x + amount()


two = one
