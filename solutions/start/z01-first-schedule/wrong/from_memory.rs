//! wrong: T1 "it was step 4 last time" · caught by the_stale_read_is_named · assertion

/// How often A runs `add` before it starts B.
pub const ALONE: usize = 2;

/// The number of the step that read the stale value.
// A reads 1 at step 4. B reads the 1, too, and writes 2 at step 6: from then on what A has is stale. A does not know, and writes 1 + 1
// over it at step 7. When A read the value it was fresh; a value goes stale while somebody holds on to it.
pub const STALE_READ: usize = 4;
