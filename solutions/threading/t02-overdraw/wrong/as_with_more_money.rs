//! wrong: S6 "a schedule that broke it once breaks it always" · caught by the_account_is_overdrawn · assertion

/// What is in the account at first.
pub const BALANCE: i64 = 140;

pub const SCHEDULE: &str = "A BBBB BBBB AAA";
