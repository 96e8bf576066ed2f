# The document's sample without the line that Cython refuses.
cimport cython

@cython.cfunc
def sum_range(int n):
    cdef int i, total = 0
    for i in range(n):
        total += i
    return total
