//! wrong: T1 "threads take turns, call by call" · caught by each_call_can_be_made · assertion

/// What is in the account at first.
pub const BALANCE: i64 = 100;

pub const SCHEDULE: &str = "AB AB AB AB";
