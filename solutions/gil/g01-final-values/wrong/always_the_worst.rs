//! wrong: G1 "where steps can be lost, one always is" · caught by often_with_a_switch_after_every_instruction · assertion

/// How often each thread adds in `often`.
pub const ADDS: i64 = 3;

pub const ONCE_TO_3_9: &[i64] = &[1, 2];
pub const ONCE_FROM_3_10: &[i64] = &[2];

pub const OFTEN_TO_3_9: (i64, i64) = (2, 5);
pub const OFTEN_FROM_3_10: (i64, i64) = (6, 6);
