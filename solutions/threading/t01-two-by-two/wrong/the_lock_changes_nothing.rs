//! wrong: T1 "a lock is for data, and does not order what is printed" · caught by what_is_marked_can_appear · assertion

/// Whether `print(i)` stands in a `with lock:`, one lock for both threads.
pub const LOCK: bool = true;
/// Whether `first.join()` stands before `second.start()`.
pub const JOIN_FIRST: bool = false;

pub const CAN_APPEAR: &str = "acdfh";
