//! right: the first is joined before the second starts, as a review asks.

/// Whether `print(i)` stands in a `with lock:`, one lock for both threads.
pub const LOCK: bool = false;
/// Whether `first.join()` stands before `second.start()`.
pub const JOIN_FIRST: bool = true;

pub const CAN_APPEAR: &str = "c";
