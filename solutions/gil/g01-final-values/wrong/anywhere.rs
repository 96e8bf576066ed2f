//! wrong: G2 "a switch may come anywhere, in every version" · caught by once_with_a_switch_at_calls_and_jumps_only · assertion

/// How often each thread adds in `often`.
pub const ADDS: i64 = 3;

pub const ONCE_TO_3_9: &[i64] = &[1, 2];
pub const ONCE_FROM_3_10: &[i64] = &[1, 2];

pub const OFTEN_TO_3_9: (i64, i64) = (2, 6);
pub const OFTEN_FROM_3_10: (i64, i64) = (2, 6);
