//! right: with 60, as a review asks.

/// What is in the account at first.
pub const BALANCE: i64 = 60;

pub const SCHEDULE: &str = "A BBBB AAA";
