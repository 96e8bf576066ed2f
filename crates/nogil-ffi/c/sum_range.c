/* The document's sum_range, which overflowed its int from n = 65,537 on and could not be stopped. */
#include "unlocked_c.h"

int UlC_SumRange(const UlInterpreter *interpreter, int64_t start, int64_t stop, UlSum *sum) {
    uint64_t low = 0;
    int64_t high = 0;
    uint64_t done = 0;
    for (int64_t number = start; number < stop; number++) {
        if ((done++ & 0xFFFF) == 0 && UlErr_IsInterrupted(interpreter)) {
            return 1;
        }
        /* A sum of unsigned numbers that is below one of them has wrapped round: carry. */
        low += (uint64_t)number;
        high += (number < 0 ? -1 : 0) + (low < (uint64_t)number ? 1 : 0);
    }
    sum->low = low;
    sum->high = high;
    return 0;
}

/* ANCHOR: releasing */
int UlC_SumRangeReleasing(const UlInterpreter *interpreter, int64_t start, int64_t stop, UlSum *sum) {
    int interrupted;
    UL_BEGIN_ALLOW_THREADS
    interrupted = UlC_SumRange(interpreter, start, stop, sum);
    UL_END_ALLOW_THREADS
    return interrupted;
}
/* ANCHOR_END: releasing */
