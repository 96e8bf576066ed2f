import time

x = 0


def one():
    global x
    t = x
    time.sleep(0)
    x = t + 1


two = one
