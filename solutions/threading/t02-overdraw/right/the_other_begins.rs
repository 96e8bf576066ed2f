//! right: B looks first, and the schedule goes on to its end.

/// What is in the account at first.
pub const BALANCE: i64 = 100;

pub const SCHEDULE: &str = "B AAAA AAAA BBBB";
