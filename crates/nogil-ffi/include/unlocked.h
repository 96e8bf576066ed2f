/* The C API of crate nogil-ffi: CPython's, as far as the course needs it, with `Ul` for `Py`.
 *
 * Two words for what a thread is:
 *   inside    between Ensure and its Release, or called from Rust's `attach`: the end of the interpreter waits for it.
 *   attached  inside, and holding the GIL, so not between BEGIN and END_ALLOW_THREADS.
 * Each function says who may call it. Who calls one that it may not gets -1 and an error, never undefined behaviour; only
 * pointers cannot be checked: they must point to what they say, or be NULL where that is said.
 *
 * A function that can fail returns -1 then, and this thread's error says why: see UlErr_Occurred. A panic in Rust code that is
 * called through this header ends at the boundary and becomes such an error. No function unwinds through C.
 */
#ifndef UNLOCKED_H
#define UNLOCKED_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* An interpreter. CPython has one that goes without saying; here, as in PEP 788 (3.15), you say which. */
typedef struct UlInterpreter UlInterpreter;

/* An object, or 0 for none. A number and no pointer: one that was freed is known to be gone. */
typedef uint64_t UlObject;

/* ── the interpreter ─────────────────────────────────────────────────────────────────────────────────────────────────── */

/* Makes an interpreter. Anybody. NULL and an error if Rust panics. */
UlInterpreter *UlInterpreter_New(void);

/* Ends it: nobody new gets in, and it waits until nobody is inside. Anybody who is not inside; who is gets -1, since it would wait
 * for itself. Twice does no harm. */
int UlInterpreter_Finalize(const UlInterpreter *interpreter);

/* Gives the pointer back, which is good no more. Anybody, once for each UlInterpreter_New. NULL does nothing. */
void UlInterpreter_Delete(UlInterpreter *interpreter);

/* ── who may run ─────────────────────────────────────────────────────────────────────────────────────────────────────── */

/* Attaches this thread, which may mean to wait for the GIL. Any thread, attached or not, foreign or not; it nests. Returns what Release
 * wants, above 0, or -1: the end has begun, or this thread is inside another interpreter. It never hangs because of the end. */
int UlGILState_Ensure(const UlInterpreter *interpreter);

/* Makes this thread what it was before the Ensure that returned `state`. The thread that called Ensure, attached; the last Ensure first. */
int UlGILState_Release(int state);

/* 1 if this thread is attached, else 0. Anybody. */
int UlGILState_Check(void);

/* Lets go of the GIL. Who is attached. */
int UlEval_SaveThread(void);

/* Takes it again. The thread that called SaveThread, once for each; it waits for the GIL, and not in vain: the end waits for this thread. */
int UlEval_RestoreThread(void);

/* Around code that touches nothing of the interpreter. They open and close a block, so that one without the other does not compile;
 * leave it by END only, not by return, break or goto. */
#define UL_BEGIN_ALLOW_THREADS { UlEval_SaveThread();
#define UL_END_ALLOW_THREADS UlEval_RestoreThread(); }

/* ── objects: who calls must be attached ─────────────────────────────────────────────────────────────────────────────── */

/* A new object with this value. You own one reference: give it back with Ul_DecRef. 0 and an error if not attached. */
UlObject UlLong_New(int64_t value);

/* The object's value, through `value`. A borrowed reference will do. */
int UlLong_Get(UlObject object, int64_t *value);

/* One reference more, which you own. */
int Ul_IncRef(UlObject object);

/* Gives back one that you own; the last one frees the object. Once too often is an error, as is any use of what is gone. */
int Ul_DecRef(UlObject object);

/* How many references there are, or -1. */
int64_t Ul_RefCount(UlObject object);

/* ── errors: anybody, about this thread's own ────────────────────────────────────────────────────────────────────────── */

/* Sets this thread's error, in your words; `words` is copied, and may not be NULL. Returns -1, so that you can return it. */
int UlErr_SetString(const char *words);

/* 1 if this thread has an error, else 0. */
int UlErr_Occurred(void);

/* Writes the error's words and a NUL to `buffer`, at most `size` bytes, and clears the error. Returns how many bytes the words
 * have, or 0 if there is no error. `buffer` may be NULL if `size` is 0. */
size_t UlErr_Fetch(char *buffer, size_t size);

/* ── interrupts ──────────────────────────────────────────────────────────────────────────────────────────────────────── */

/* Asks whoever looks next to stop. Anybody. */
int UlErr_SetInterrupt(const UlInterpreter *interpreter);

/* Lets others have the GIL for a turn if they asked, then looks for an interrupt: -1 and an error if there was one. Who is attached. */
int UlErr_CheckSignals(void);

/* 1 if there is an interrupt that nobody has taken yet, else 0. Anybody, attached or not, so code without the GIL can look. CPython has no
 * such function. */
int UlErr_IsInterrupted(const UlInterpreter *interpreter);

#ifdef __cplusplus
}
#endif

#endif
