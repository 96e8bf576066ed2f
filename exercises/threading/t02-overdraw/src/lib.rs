//! # t02 · Overdraw
//!
//! Break it · 10 minutes · read first: `cargo book` → *Look, then take*
//!
//! ## Task
//!
//! Threads A and B call `pay`, and `balance` says what is in the account. Its author is at ease: to ask is one read, and nobody
//! takes without the lock. Show them a schedule after which less than 0 is in the account, with as few switches of thread as
//! possible.
//!
//! ```python
//! def pay():
//!     for _ in range(2):
//!         if balance() >= 40:
//!             with lock:
//!                 withdraw(40)
//! ```
//!
//! A payment is four calls, and a thread is stopped only between two of them:
//!
//! ```text
//!   1  balance()        if it is less than 40, the payment ends here
//!   2  acquire()        the lock; impossible while the other thread holds it
//!   3  withdraw(40)
//!   4  release()        the lock
//! ```
//!
//! ## Keep true
//!
//! The rule that you are to break: the account never holds less than 0.
//!
//! ## Run
//!
//! `cargo learn check t02`. It plays your schedule and draws what happens.

/// What is in the account at first.
pub const BALANCE: i64 = 100; // again with: 140, 60

// ── your work starts here ──────────────────────────────────────────────────
/// Who makes the next call, one letter a call. `"AAAA BB A"`: A pays once, B makes its first two calls, and A one more. Spaces do
/// not count, and the schedule may stop as soon as the rule is broken.
pub const SCHEDULE: &str = "";
// ── your work ends here ────────────────────────────────────────────────────
