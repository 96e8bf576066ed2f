//! wrong: G1 "the GIL protects `x += 1`, so nothing is ever lost" · caught by once_with_a_switch_after_every_instruction · assertion

/// How often each thread adds in `often`.
pub const ADDS: i64 = 3;

pub const ONCE_TO_3_9: &[i64] = &[2];
pub const ONCE_FROM_3_10: &[i64] = &[2];

pub const OFTEN_TO_3_9: (i64, i64) = (6, 6);
pub const OFTEN_FROM_3_10: (i64, i64) = (6, 6);
