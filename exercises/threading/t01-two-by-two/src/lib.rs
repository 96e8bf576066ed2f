//! # t01 · Two by two
//!
//! Predict · 10 minutes · read first: `cargo book` → *Order between threads*
//!
//! ## Task
//!
//! It is the document's program with two numbers each, run by `python3 -u`: `print(i)` writes the number, then the newline, and
//! another thread may come in between. Which of the eight listings can appear? `↵` is a newline that was written.
//!
//! ```python
//! def print_numbers():                   first.start()
//!     for i in range(2):                 second.start()
//!         print(i)                       first.join()
//!                                        second.join()
//! ```
//!
//! ```text
//!   a     b     c     d     e     f     g     h
//!   0↵    01↵   0↵    00↵   0↵    00↵   0↵    0↵
//!   0↵    ↵     1↵    ↵     1↵    1↵    0↵    01↵
//!   1↵    0↵    0↵    1↵    1↵    1↵    1↵    ↵
//!   1↵    1↵    1↵    1↵    0↵    ↵           1↵
//! ```
//!
//! The two constants below are part of the question. A review changes one of them.
//!
//! ## Run
//!
//! `cargo learn check t01`. It tries every schedule; if one prints what you left out, it shows you that one.

/// Whether `print(i)` stands in a `with lock:`, one lock for both threads.
pub const LOCK: bool = false; // again with: true, false
/// Whether `first.join()` stands before `second.start()`.
pub const JOIN_FIRST: bool = false; // again with: false, true

// ── your work starts here ──────────────────────────────────────────────────
/// The letters of all that can appear, such as `"ah"`.
pub const CAN_APPEAR: &str = "";
// ── your work ends here ────────────────────────────────────────────────────
