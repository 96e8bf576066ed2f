x = 0
empty = []


def one():
    global x
    t = x
    for i in empty:
        t = 0
    u = t or 0
    x = u + 1


two = one
