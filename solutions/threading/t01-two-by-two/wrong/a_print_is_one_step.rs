//! wrong: T1 "a print is one step, so lines are whole" · caught by what_can_appear_is_marked · assertion

/// Whether `print(i)` stands in a `with lock:`, one lock for both threads.
pub const LOCK: bool = false;
/// Whether `first.join()` stands before `second.start()`.
pub const JOIN_FIRST: bool = false;

pub const CAN_APPEAR: &str = "ac";
