/* C that calls back. */
#include "unlocked_c.h"

int UlC_ForEach(int64_t start, int64_t stop, int (*callback)(int64_t number, void *data), void *data) {
    for (int64_t number = start; number < stop; number++) {
        int answer = callback(number, data);
        if (answer != 0) {
            return answer;
        }
    }
    return 0;
}
