x = 0


def amount():
    return 1


def one():
    global x
    x = x + amount()


two = one
