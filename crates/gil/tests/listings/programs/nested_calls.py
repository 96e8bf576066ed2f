def twice(n):
    return n + n

def square(n):
    return n * n

def both(n):
    return twice(square(n)) + square(twice(n))

print(both(3), abs(both(0) - 4), both(twice(1)))
