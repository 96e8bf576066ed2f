//! t01, solved.

/// Whether `print(i)` stands in a `with lock:`, one lock for both threads.
pub const LOCK: bool = false;
/// Whether `first.join()` stands before `second.start()`.
pub const JOIN_FIRST: bool = false;

/// The letters of all that can appear.
// Each thread writes 0, a newline, 1, a newline, in this order; nothing else is ordered. So five can: c is one thread after the other, a is line by
// line, d has both numbers before both newlines; in h the 1 of one thread comes right behind the other's 0; in f the last newline is late.
// Not b: before a 1, its own thread has written a newline, and there is none. Not e: before the second 1 there must be the second 0. Not g: no write is
// lost.
pub const CAN_APPEAR: &str = "acdfh";
