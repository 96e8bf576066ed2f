/* The document's two functions as a C extension that lets go of the GIL, each beside one that does not.
 *
 * Keeps true: between Py_BEGIN_ALLOW_THREADS and Py_END_ALLOW_THREADS nothing here touches a Python object, and no error
 * is set. What is needed in between are numbers, and bytes that an object outside keeps alive.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#ifndef _WIN32
#include <sys/wait.h>
#endif

/* ANCHOR: part */
/* So many additions between two looks at the signals: some milliseconds. Each look takes the GIL, which may mean to wait for it. */
#define PART (1LL << 24)

/* Adds start, start + 1, ... up to stop - 1 to *total; -1 if that does not fit.
 * Whoever calls need not hold the GIL: there is no Python in it. ctypes calls it, too. */
Py_EXPORTED_SYMBOL int add_part(long long start, long long stop, long long *total)
{
    for (; start < stop; start++) {
        if (start > 0 ? *total > LLONG_MAX - start : *total < LLONG_MIN - start)
            return -1;
        *total += start;
    }
    return 0;
}
/* ANCHOR_END: part */

static long long end_of_part(long long start, long long stop)
{
    /* Unsigned, since the distance of two signed numbers may not fit into a signed one. */
    return (unsigned long long)stop - (unsigned long long)start > PART ? start + PART : stop;
}

static PyObject *too_large(void)
{
    PyErr_SetString(PyExc_OverflowError, "the sum does not fit into 64 bits");
    return NULL;
}

/* ANCHOR: sum_range */
static PyObject *sum_range(PyObject *module, PyObject *args)
{
    long long start, stop, total = 0;
    int error = 0;

    if (!PyArg_ParseTuple(args, "LL", &start, &stop))
        return NULL;
    while (start < stop) {
        long long end = end_of_part(start, stop);

        Py_BEGIN_ALLOW_THREADS
        error = add_part(start, end, &total);
        Py_END_ALLOW_THREADS

        if (error)
            return too_large();
        if (PyErr_CheckSignals() < 0) /* Ctrl-C */
            return NULL;
        start = end;
    }
    return PyLong_FromLongLong(total);
}
/* ANCHOR_END: sum_range */

static PyObject *sum_range_holding(PyObject *module, PyObject *args)
{
    long long start, stop, total = 0;

    if (!PyArg_ParseTuple(args, "LL", &start, &stop))
        return NULL;
    while (start < stop) {
        long long end = end_of_part(start, stop);

        if (add_part(start, end, &total))
            return too_large();
        if (PyErr_CheckSignals() < 0)
            return NULL;
        start = end;
    }
    return PyLong_FromLongLong(total);
}

/* ANCHOR: exit_code */
/* What system() returned, as subprocess would say it: the exit code, or minus the signal that ended the shell. */
static PyObject *exit_code(int status, int error)
{
    if (status == -1) {
        errno = error;
        return PyErr_SetFromErrno(PyExc_OSError);
    }
#ifndef _WIN32
    /* ANCHOR_END: exit_code */
    /* 127 is what a shell says of a command that it does not find, and what system() says of a shell that it does not find. */
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127 && !system(NULL)) {
        PyErr_SetString(PyExc_OSError, "there is no shell to run the command");
        return NULL;
    }
    /* ANCHOR: exit_code */
    status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
#endif
    return PyLong_FromLong(status);
}
/* ANCHOR_END: exit_code */

/* ANCHOR: system */
static PyObject *spam_system(PyObject *module, PyObject *args)
{
    const char *command;
    int status, error;

    if (!PyArg_ParseTuple(args, "s", &command)) /* refuses a NUL inside */
        return NULL;

    Py_BEGIN_ALLOW_THREADS
    status = system(command); /* args keeps these bytes alive */
    error = errno;
    Py_END_ALLOW_THREADS

    return exit_code(status, error);
}
/* ANCHOR_END: system */

static PyObject *spam_system_holding(PyObject *module, PyObject *args)
{
    const char *command;
    int status;

    if (!PyArg_ParseTuple(args, "s", &command))
        return NULL;
    status = system(command);
    return exit_code(status, errno);
}

static PyObject *let_go(PyObject *module, PyObject *args)
{
    long long times;

    if (!PyArg_ParseTuple(args, "L", &times))
        return NULL;
    for (; times > 0; times--) {
        Py_BEGIN_ALLOW_THREADS
        Py_END_ALLOW_THREADS
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"sum_range", sum_range, METH_VARARGS, "The sum of range(start, stop), while other threads run."},
    {"sum_range_holding", sum_range_holding, METH_VARARGS, "The same, while no other thread runs."},
    {"system", spam_system, METH_VARARGS, "Runs a command in the shell, while other threads run, and returns its exit code."},
    {"system_holding", spam_system_holding, METH_VARARGS, "The same, while no other thread runs."},
    {"let_go", let_go, METH_VARARGS, "Lets go of the GIL so many times, and takes it again at once."},
    {NULL, NULL, 0, NULL}
};

static PyModuleDef_Slot slots[] = {
/* ANCHOR: slots */
#ifdef Py_GIL_DISABLED
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
/* ANCHOR_END: slots */
#if PY_VERSION_HEX >= 0x030C0000
    /* It has no state of its own, so any number of interpreters may use it. */
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
    {0, NULL}
};

static struct PyModuleDef module = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "native_c",
    .m_doc = "The document's functions in C, with the GIL let go.",
    .m_methods = methods,
    .m_slots = slots,
};

PyMODINIT_FUNC PyInit_native_c(void)
{
    return PyModuleDef_Init(&module);
}
