//! wrong: T1 "who reads second reads the stale value" · caught by the_stale_read_is_named · assertion

/// How often A runs `add` before it starts B.
pub const ALONE: usize = 1;

pub const STALE_READ: usize = 5;
