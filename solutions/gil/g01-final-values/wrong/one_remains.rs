//! wrong: T1 "of all that both add, a single one may remain" · caught by often_with_a_switch_after_every_instruction · assertion

/// How often each thread adds in `often`.
pub const ADDS: i64 = 3;

/// All final values of `x` after `once`.
// 1: both read 0 before either writes. 2: one is done before the other reads.
pub const ONCE_TO_3_9: &[i64] = &[1, 2];
/// All final values of `x` after `once`.
// No place lies between reading x and writing it, so each thread's four instructions are as one.
pub const ONCE_FROM_3_10: &[i64] = &[2];

/// The least and the greatest final value of `x` after `often`.
// The greatest: nothing is lost. The least is 2, for any number of adds from 2 on. A reads 0; B adds all but its last time; A writes
// 1. B reads that 1 for its last time; A adds to its end; B writes 2. It is no less: whoever writes last has read x after a write of its
// own, so it has read 1 or more, since all that is ever written is.
pub const OFTEN_TO_3_9: (i64, i64) = (1, 2 * ADDS);
/// The least and the greatest final value of `x` after `often`.
// In the loop, too, the only places are the jump, where nothing is read and not written, and the call of `range`.
pub const OFTEN_FROM_3_10: (i64, i64) = (2 * ADDS, 2 * ADDS);
