table = {'n': 0}


def amount():
    return 1


def one():
    table['n'] += amount()


def two():
    table['n'] = table['n'] + 1
    table['m'] = 5
