//! wrong: T1 "a thread makes the calls that I give it" · caught by each_call_can_be_made · assertion

/// What is in the account at first.
pub const BALANCE: i64 = 100;

pub const SCHEDULE: &str = "AAAA AAAA B B B";
