data = [1, 2, 3]
total = 0


def one():
    global total
    for value in data:
        total += value


def two():
    data.append(10)
