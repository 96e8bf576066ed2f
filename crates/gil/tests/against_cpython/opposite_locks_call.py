import threading

first = threading.Lock()
second = threading.Lock()
x = 0


def amount():
    return 1


def one():
    global x
    with first:
        amount()
        with second:
            x += 1


def two():
    global x
    with second:
        amount()
        with first:
            x += 1
