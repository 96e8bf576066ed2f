# The document's sample without its decorators: what is left when both go that stand between it and Python.
def sum_range(int n):
    cdef int i, total = 0
    for i in range(n):
        total += i
    return total
