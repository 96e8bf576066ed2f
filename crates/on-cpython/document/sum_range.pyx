cimport cython

@cython.cfunc
@cython.nogil
def sum_range(int n):
    cdef int i, total = 0
    for i in range(n):
        total += i
    return total
