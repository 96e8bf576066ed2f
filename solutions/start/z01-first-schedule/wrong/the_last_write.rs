//! wrong: T1 "the step is lost where it is overwritten, so that is the stale one" · caught by the_stale_read_is_named · assertion

/// How often A runs `add` before it starts B.
pub const ALONE: usize = 1;

pub const STALE_READ: usize = 7;
