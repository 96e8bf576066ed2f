//! right: with the lock, as a review asks.

/// Whether `print(i)` stands in a `with lock:`, one lock for both threads.
pub const LOCK: bool = true;
/// Whether `first.join()` stands before `second.start()`.
pub const JOIN_FIRST: bool = false;

pub const CAN_APPEAR: &str = "ac";
