//! # g01 · Final values
//!
//! Predict · 10 minutes · read first: `cargo book` → *What is the GIL?*
//!
//! ## Task
//!
//! Two threads call `once`, and later, in another program, two threads call `often`. In both `x` is 0 before, and you look at
//! it when both threads have ended. Say which values it can have, for two kinds of CPython: one where a thread may lose the
//! GIL after every instruction (to 3.9), and one where it may lose it only as a function begins, after a call, and at a jump
//! backward (from 3.10 on).
//!
//! ```python
//! def once():                            def often():
//!     global x                               global x
//!     x += 1                                 for _ in range(ADDS):
//!                                                x += 1
//! ```
//!
//! Of both, `x += 1` is compiled to these four; to 3.10 the third is called `INPLACE_ADD`. Each thread has a stack of its own, onto which
//! it pushes what it works with. The end of the loop's body is a jump backward.
//!
//! ```text
//!   LOAD_GLOBAL   x       push the value that x has now
//!   LOAD_CONST    1       push 1
//!   BINARY_OP     +=      pop both, push the sum
//!   STORE_GLOBAL  x       pop it: x has this value from now on
//! ```
//!
//! ## Run
//!
//! `cargo learn check g01`. It tries every schedule; if one leads where you say that none does, it shows you the way.

/// How often each thread adds in `often`.
pub const ADDS: i64 = 3; // again with: 4, 2, 5

// ── your work starts here ──────────────────────────────────────────────────
/// All final values of `x` after `once`, such as `&[7, 8]`: a thread may lose the GIL after every instruction.
pub const ONCE_TO_3_9: &[i64] = &[];
/// The same: it may lose it as a function begins, after a call, and at a jump backward.
pub const ONCE_FROM_3_10: &[i64] = &[];

/// The least and the greatest final value of `x` after `often`, in place of the -1: after every instruction.
pub const OFTEN_TO_3_9: (i64, i64) = (-1, -1);
/// The same: as a function begins, after a call, and at a jump backward.
pub const OFTEN_FROM_3_10: (i64, i64) = (-1, -1);
// ── your work ends here ────────────────────────────────────────────────────
