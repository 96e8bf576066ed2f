//! wrong: T1 "steps are counted from 0" · caught by the_stale_read_is_named · assertion

/// How often A runs `add` before it starts B.
pub const ALONE: usize = 1;

pub const STALE_READ: usize = 3;
