//! wrong: G2 "a loop jumps, so in a loop a step may be lost" · caught by often_with_a_switch_at_calls_and_jumps_only · assertion

/// How often each thread adds in `often`.
pub const ADDS: i64 = 3;

pub const ONCE_TO_3_9: &[i64] = &[1, 2];
pub const ONCE_FROM_3_10: &[i64] = &[2];

pub const OFTEN_TO_3_9: (i64, i64) = (2, 6);
pub const OFTEN_FROM_3_10: (i64, i64) = (5, 6);
