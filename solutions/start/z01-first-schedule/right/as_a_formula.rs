//! right: for three times, counted: two steps each time, one to start B, and the next is the read.

/// How often A runs `add` before it starts B.
pub const ALONE: usize = 3;

pub const STALE_READ: usize = 2 * ALONE + 2;
