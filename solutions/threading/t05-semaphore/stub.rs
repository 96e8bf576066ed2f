//! # t05 · Semaphore
//!
//! Implement · 25 minutes · read first: `cargo book` → *Semaphores*
//!
//! ## Task
//!
//! Four seats, and more guests: `threading.Semaphore(4)` lets four in and has the others wait. Write [`Semaphore`], and
//! [`BoundedSemaphore`], which refuses a `release` too many. The fields are enough, but you may have others.
//!
//! ```python
//! seats = threading.Semaphore(4)
//! seats.acquire()    # waits while there is none
//! seats.release()    # and somebody who waits goes on
//! ```
//!
//! ## Keep true
//!
//! - The number of permits is the first one, plus what was released, minus what was acquired. It is never below zero.
//! - Nobody sleeps while there is a permit, and who has to wait sleeps until there is one. (To look again and again is not to wait.)
//! - What a thread did before its `release`, the one who gets that permit sees.
//! - A `BoundedSemaphore` never has more permits than at first. A `release` that it refuses changes nothing.
//!
//! ## Run
//!
//! `cargo learn check t05`

// Keeps the compiler quiet about what the stub does not use yet. Once you are done it will ask you to delete it.
#![expect(dead_code, reason = "nothing uses the fields yet")]

use std::sync::{Condvar, Mutex};

/// A number of permits.
#[derive(Debug)]
pub struct Semaphore {
    /// How many permits there are now.
    value: Mutex<usize>,
    /// Where threads sleep that wait for one.
    available: Condvar,
}

/// A semaphore that never has more permits than at first.
#[derive(Debug)]
pub struct BoundedSemaphore {
    value: Mutex<usize>,
    available: Condvar,
    /// How many there were at first.
    bound: usize,
}

/// There are as many permits as at first. In Python: `ValueError: Semaphore released too many times`.
#[derive(Debug, PartialEq, Eq)]
pub struct ReleasedTooOften;

impl Semaphore {
    /// A semaphore with `value` permits.
    pub fn new(value: usize) -> Self {
        Semaphore { value: Mutex::new(value), available: Condvar::new() }
    }
}

impl BoundedSemaphore {
    /// A semaphore with `value` permits.
    pub fn new(value: usize) -> Self {
        BoundedSemaphore { value: Mutex::new(value), available: Condvar::new(), bound: value }
    }
}

// ── your work starts here ──────────────────────────────────────────────────
impl Semaphore {
    /// Waits for a permit and takes it.
    pub fn acquire(&self) {
        todo!("sleep for as long as there is no permit, then take one")
    }

    /// Gives a permit back.
    pub fn release(&self) {
        todo!("one permit more, and tell a thread that waits")
    }
}

impl BoundedSemaphore {
    /// Waits for a permit and takes it.
    pub fn acquire(&self) {
        todo!("as above")
    }

    /// Gives a permit back, or says that none was taken.
    pub fn release(&self) -> Result<(), ReleasedTooOften> {
        todo!("as above, unless there are `bound` permits already")
    }
}
// ── your work ends here ────────────────────────────────────────────────────
