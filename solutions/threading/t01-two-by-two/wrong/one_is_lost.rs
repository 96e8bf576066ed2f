//! wrong: T2 "where two threads write, one write can be lost" · caught by what_is_marked_can_appear · assertion

/// Whether `print(i)` stands in a `with lock:`, one lock for both threads.
pub const LOCK: bool = false;
/// Whether `first.join()` stands before `second.start()`.
pub const JOIN_FIRST: bool = false;

pub const CAN_APPEAR: &str = "acdfgh";
