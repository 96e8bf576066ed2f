//! right: for two adds, with the values in another order and one named twice.

/// How often each thread adds in `often`.
pub const ADDS: i64 = 2;

pub const ONCE_TO_3_9: &[i64] = &[2, 1, 2];
pub const ONCE_FROM_3_10: &[i64] = &[2];

pub const OFTEN_TO_3_9: (i64, i64) = (2, 4);
pub const OFTEN_FROM_3_10: (i64, i64) = (4, 4);
