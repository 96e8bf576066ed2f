data = []


def one():
    data.append(1)
    data.append(2)


def two():
    data.append(3)
