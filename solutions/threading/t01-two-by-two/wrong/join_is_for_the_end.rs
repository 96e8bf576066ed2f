//! wrong: T1 "join only waits, it orders nothing" · caught by what_is_marked_can_appear · assertion

/// Whether `print(i)` stands in a `with lock:`, one lock for both threads.
pub const LOCK: bool = false;
/// Whether `first.join()` stands before `second.start()`.
pub const JOIN_FIRST: bool = true;

pub const CAN_APPEAR: &str = "ac";
