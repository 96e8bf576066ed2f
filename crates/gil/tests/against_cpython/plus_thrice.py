x = 0


def one():
    global x
    for i in range(3):
        x += 1


two = one
