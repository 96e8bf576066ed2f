x, y = 0, 0
a, b = 5, 5


def one():
    global x, a
    x = 1
    a = y


def two():
    global y, b
    y = 1
    b = x
