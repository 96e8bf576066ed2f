data = [7]
taken = 0


def one():
    global taken
    if len(data) > 0:
        data.pop()
        taken += 1


two = one
