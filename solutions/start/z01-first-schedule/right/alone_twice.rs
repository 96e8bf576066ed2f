//! right: for A adding twice by itself, as a review asks.

/// How often A runs `add` before it starts B.
pub const ALONE: usize = 2;

pub const STALE_READ: usize = 6;
