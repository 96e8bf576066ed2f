x = 0
small = 0


def one():
    global x, small
    t = x
    if t > 5:
        small = 1
    x = t + 1


two = one
