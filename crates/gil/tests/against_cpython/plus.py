x = 0


def one():
    global x
    x += 1


two = one
