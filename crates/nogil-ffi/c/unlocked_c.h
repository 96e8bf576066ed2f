/* What the C half of crate nogil-ffi offers to its Rust half. Both are built together; nothing else includes this. */
#ifndef UNLOCKED_C_H
#define UNLOCKED_C_H

#include "unlocked.h"

/* Calls back with each number from `start` to below `stop`, until a call returns something else than 0. Whoever the callback allows. */
int UlC_ForEach(int64_t start, int64_t stop, int (*callback)(int64_t number, void *data), void *data);

/* A sum in 128 bits, two's complement. 64 would not hold every sum of a range, 128 hold all of them. */
typedef struct {
    uint64_t low;
    int64_t high;
} UlSum;

/* The sum of the numbers from `start` to below `stop`. Any thread, attached or not: it touches no object. Returns 0, or 1 if it was
 * interrupted, for which it looks every 65,536 numbers. */
int UlC_SumRange(const UlInterpreter *interpreter, int64_t start, int64_t stop, UlSum *sum);

/* The same, and lets go of the GIL meanwhile. Who is attached. */
int UlC_SumRangeReleasing(const UlInterpreter *interpreter, int64_t start, int64_t stop, UlSum *sum);

/* Runs `command` in the shell at the path `shell` (on Windows: in the system's, and `shell` is not looked at) and waits for its end. Any
 * thread, attached or not. Returns 0 and the exit code; 1 and the number of the signal that ended it; or 2 and errno if it was
 * not run. */
int UlC_System(const char *shell, const char *command, int *code);

/* The same, and lets go of the GIL meanwhile. Who is attached. */
int UlC_SystemReleasing(const char *shell, const char *command, int *code);

#endif
