# Refused: a list is an object, and another thread may change it meanwhile.
# ANCHOR: touches
def sum_all(numbers):
    cdef long long number, total = 0
    with nogil:
        for number in numbers:
            total += number
    return total
# ANCHOR_END: touches
