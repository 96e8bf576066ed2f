//! wrong: T1 "a line can be torn only where both threads write at the same moment" · caught by what_can_appear_is_marked · assertion

/// Whether `print(i)` stands in a `with lock:`, one lock for both threads.
pub const LOCK: bool = false;
/// Whether `first.join()` stands before `second.start()`.
pub const JOIN_FIRST: bool = false;

pub const CAN_APPEAR: &str = "acd";
