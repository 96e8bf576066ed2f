//! right: A pays once and looks again; then B pays, and A takes.

/// What is in the account at first.
pub const BALANCE: i64 = 100;

pub const SCHEDULE: &str = "AAAA A BBBB AA";
