//! wrong: T2 "it goes wrong where both take at once" · caught by each_call_can_be_made · assertion

/// What is in the account at first.
pub const BALANCE: i64 = 100;

pub const SCHEDULE: &str = "AAA BBB";
