//! right: with 140, as a review asks. Only the last payment is one too many.

/// What is in the account at first.
pub const BALANCE: i64 = 140;

pub const SCHEDULE: &str = "AAAA A BBBB BBBB AAA";
