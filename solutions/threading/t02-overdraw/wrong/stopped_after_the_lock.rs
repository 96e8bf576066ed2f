//! wrong: T2 "the gap is behind the lock, so stop A there" · caught by each_call_can_be_made · assertion

/// What is in the account at first.
pub const BALANCE: i64 = 100;

pub const SCHEDULE: &str = "AA BBBB BBBB AA";
