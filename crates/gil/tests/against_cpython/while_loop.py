x = 0


def one():
    global x
    i = 0
    while i < 2:
        t = x
        i += 1
        x = t + 1


def two():
    global x
    x = 10
    x += 1
