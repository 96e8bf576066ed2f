//! wrong: T2 "four payments are more than there is, so it goes wrong by itself" · caught by the_account_is_overdrawn · assertion

/// What is in the account at first.
pub const BALANCE: i64 = 100;

pub const SCHEDULE: &str = "AAAA AAAA B B";
