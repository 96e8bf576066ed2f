//! wrong: S6 "the more switches, the more goes wrong" · caught by two_switches_are_enough · assertion

/// What is in the account at first.
pub const BALANCE: i64 = 100;

pub const SCHEDULE: &str = "AAAA BA BBB B AAA";
