//! # t06 · Condition
//!
//! Implement · 35 minutes · read first: `cargo book` → *Conditions*
//!
//! ## Task
//!
//! `threading.RLock` lets its owner in again, and wants as many releases. `threading.Condition` is a place to wait on such a
//! lock: `wait` gives back *every* level, sleeps until notified, and takes as many back. Write both. The fields are enough, but
//! you may have others.
//!
//! ```python
//! condition = threading.Condition()   # has an RLock of its own
//! with condition:                     # level 1
//!     with condition:                 # level 2
//!         condition.wait()            # others can come in; then level 2 again
//! ```
//!
//! ## Keep true
//!
//! - An [`RLock`] has one owner, or none. Its level is the owner's acquires, less its releases; at 0 the next one comes in, and
//!   sees what the owner did.
//! - Only the owner may `release`, `wait` and `notify`. Anybody else gets [`NotOwner`], and changes nothing.
//! - A notify wakes at least one of those who wait at that moment, `notify_all` all of them. If nobody waits, nothing is remembered.
//! - Nobody who waits misses a notify, and nothing else ends a `wait`. (Unless a `Condvar` wakes for no reason, as it may. Who
//!   called `wait` looks again.)
//!
//! ```text
//!   A  acquire (1) ▶ acquire (2) ▶ wait (0) ▶ sleeps ················ ▶ acquires (2)
//!   B                                 acquire (1) ▶ notify ▶ release (0)
//! ```
//!
//! ## Run
//!
//! `cargo learn check t06`

// Keeps the compiler quiet about what the stub does not use yet. Once you are done it will ask you to delete it.
#![expect(dead_code, reason = "nothing uses the fields yet")]

use std::sync::{Condvar, Mutex};
use std::thread::ThreadId;

/// A lock that its owner may acquire again.
#[derive(Debug, Default)]
pub struct RLock {
    held: Mutex<Held>,
    /// Where threads sleep that want the lock.
    freed: Condvar,
}

/// Who holds the lock. `std::thread::current().id()` says who you are.
#[derive(Debug, Default)]
struct Held {
    owner: Option<ThreadId>,
    level: usize,
}

/// A place to wait, with a lock of its own.
#[derive(Debug, Default)]
pub struct Condition {
    lock: RLock,
    /// Where threads sleep that wait for a notify.
    notified: Condvar,
}

/// This thread does not hold the lock. In Python: `RuntimeError: cannot release un-acquired lock`.
#[derive(Debug, PartialEq, Eq)]
pub struct NotOwner;

impl Condition {
    /// The lock: acquire it to look, to change, to wait and to notify.
    pub fn lock(&self) -> &RLock {
        &self.lock
    }
}

// ── your work starts here ──────────────────────────────────────────────────
impl RLock {
    /// Waits until no other thread holds the lock, and goes one level deeper.
    pub fn acquire(&self) {
        todo!("sleep for as long as somebody else is the owner, then be the owner, one level deeper")
    }

    /// Goes one level up; at 0 the lock is free.
    pub fn release(&self) -> Result<(), NotOwner> {
        todo!("if this thread is the owner: one level less, and at 0 no owner, and tell a thread that wants the lock")
    }
}

impl Condition {
    /// Gives back every level, sleeps until notified, and takes as many levels back.
    pub fn wait(&self) -> Result<(), NotOwner> {
        todo!("note the level, free the lock, sleep on `notified`, wait for the lock, and set the level again")
    }

    /// Wakes one thread that waits. Python: `notify()`.
    pub fn notify(&self) -> Result<(), NotOwner> {
        todo!("if this thread is the owner, wake one")
    }

    /// Wakes all threads that wait.
    pub fn notify_all(&self) -> Result<(), NotOwner> {
        todo!("if this thread is the owner, wake all")
    }
}
// ── your work ends here ────────────────────────────────────────────────────
