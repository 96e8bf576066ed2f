//! right: for four adds, as a review asks.

/// How often each thread adds in `often`.
pub const ADDS: i64 = 4;

pub const ONCE_TO_3_9: &[i64] = &[1, 2];
pub const ONCE_FROM_3_10: &[i64] = &[2];

pub const OFTEN_TO_3_9: (i64, i64) = (2, 8);
pub const OFTEN_FROM_3_10: (i64, i64) = (8, 8);
