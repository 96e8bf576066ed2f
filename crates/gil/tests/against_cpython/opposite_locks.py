import threading

first = threading.Lock()
second = threading.Lock()
x = 0


def one():
    global x
    with first:
        with second:
            x += 1


def two():
    global x
    with second:
        with first:
            x += 1
