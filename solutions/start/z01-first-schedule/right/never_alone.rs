//! right: for B started at once.

/// How often A runs `add` before it starts B.
pub const ALONE: usize = 0;

pub const STALE_READ: usize = 2;
