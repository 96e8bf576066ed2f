# cython: language_level=3, freethreading_compatible=True
"""The document's two functions in Cython, with the GIL let go, each beside one that is not."""

from libc.errno cimport errno
from libc.stdlib cimport system as c_system

cdef extern from *:
    """
    #include <limits.h>
    #ifdef _WIN32
    static int exit_code_of(int status) { return status; }
    #else
    #include <sys/wait.h>
    static int exit_code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status); }
    #endif
    """
    int exit_code_of(int status) nogil
    const long long LLONG_MAX
    const long long LLONG_MIN

cdef extern from "Python.h":
    int PyErr_CheckSignals() except -1


# What `nogil` says here: there is no Python in it, so it may be called without the GIL. It lets go of nothing.
# ANCHOR: part
cdef int add_part(long long start, long long stop, long long *total) noexcept nogil:
    while start < stop:
        if (total[0] > LLONG_MAX - start if start > 0
                else total[0] < LLONG_MIN - start):
            return -1                    # it would not fit
        total[0] += start
        start += 1
    return 0
# ANCHOR_END: part


cdef long long end_of_part(long long start, long long stop, long long part) noexcept:
    # Unsigned, since the distance of two signed numbers may not fit into a signed one.
    if <unsigned long long> stop - <unsigned long long> start > <unsigned long long> part:
        return start + part
    return stop


# ANCHOR: sum_range
def sum_range(long long start, long long stop, long long part=1 << 24):
    """The sum of range(start, stop), while other threads run."""
    cdef long long total = 0, end
    cdef int error
    while start < stop:
        end = end_of_part(start, stop, part)
        with nogil:                      # here it is let go
            error = add_part(start, end, &total)
        if error:                        # here it is held again
            raise OverflowError("the sum does not fit into 64 bits")
        PyErr_CheckSignals()             # Ctrl-C
        start = end
    return total
# ANCHOR_END: sum_range


# ANCHOR: holding
def sum_range_holding(long long start, long long stop, long long part=1 << 24):
    """The same, while no other thread runs."""
    cdef long long total = 0, end
    while start < stop:
        end = end_of_part(start, stop, part)
        if add_part(start, end, &total):
            raise OverflowError("the sum does not fit into 64 bits")
        PyErr_CheckSignals()
        start = end
    return total
# ANCHOR_END: holding


cdef bytes checked(str command):
    encoded = command.encode()
    if 0 in encoded:
        raise ValueError("embedded null character")
    return encoded


cdef finished(int status, int error):
    if status == -1:
        raise OSError(error, "the command was not run")
    # 127 is what a shell says of a command that it does not find, and what system() says of a shell that it does not find.
    if exit_code_of(status) == 127 and not c_system(NULL):
        raise OSError("there is no shell to run the command")
    return exit_code_of(status)


# ANCHOR: system
def system(str command):
    """Runs a command in the shell, while other threads run, and returns its exit code."""
    cdef bytes kept = checked(command)   # an object, for as long as the C code reads its bytes
    cdef const char *text = kept
    cdef int status, error
    with nogil:
        status = c_system(text)
        error = errno
    return finished(status, error)
# ANCHOR_END: system


def system_holding(str command):
    """The same, while no other thread runs."""
    cdef bytes kept = checked(command)
    cdef int status = c_system(kept)
    return finished(status, errno)


def let_go(long long times):
    """Lets go of the GIL so many times, and takes it again at once."""
    while times > 0:
        with nogil:
            pass
        times -= 1
