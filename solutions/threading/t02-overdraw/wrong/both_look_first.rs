//! wrong: T2 "that both have looked before either takes is enough" · caught by the_account_is_overdrawn · assertion

/// What is in the account at first.
pub const BALANCE: i64 = 100;

pub const SCHEDULE: &str = "A BBBB AAA";
