//! # t08 · Barrier
//!
//! Implement · 30 minutes · read first: `cargo book` → *Barriers*
//!
//! ## Task
//!
//! At a `threading.Barrier(n)` each of `n` threads waits until all of them have come; then they go on, and may come again. Each
//! gets an index of its own, 0 to n − 1. Somebody who sees that not all can come calls `abort`: whoever waits, and whoever comes
//! later, gets an error instead of waiting for ever. Write [`Barrier`]. You may have any fields.
//!
//! ```python
//! index = barrier.wait()    # all have come; each has another index
//! barrier.abort()           # now each wait raises BrokenBarrierError
//! ```
//!
//! ## Keep true
//!
//! - In each round nobody goes on before all have come, and then all do. What each of them did before, all of them see.
//! - In each round the indexes are 0 to n − 1, in any order, each once.
//! - Once it was broken it stays broken. Nobody sleeps at a broken barrier, and each `wait` that did not end before is an error. (It
//!   may end well if its round was complete before the abort.)
//!
//! Exactly `n` threads come to it; `abort` may be called by one of them or by another one.
//!
//! ```text
//!   A  wait ▶ sleeps ·········· ▶ Ok(0) ── wait (round 2) ▶ sleeps ····· ▶ Err
//!   B           wait ▶ Ok(1), wakes A ────────────────────── abort, wakes A
//! ```
//!
//! ## Run
//!
//! `cargo learn check t08`

// Keeps the compiler quiet about what the stub does not use yet. Once you are done it will ask you to delete it.
#![expect(dead_code, reason = "nothing uses the fields yet")]

use std::sync::{Condvar, Mutex};

/// A place where a fixed number of threads wait for each other.
#[derive(Debug)]
pub struct Barrier {
    /// How many threads it takes.
    parties: usize,
    state: Mutex<State>,
    /// Where threads sleep until all have come.
    changed: Condvar,
}

/// What happens at the barrier. Something is missing here.
#[derive(Debug, Default)]
struct State {
    /// How many threads have come.
    came: usize,
    /// Whether somebody has called `abort`.
    broken: bool,
}

/// The barrier is broken: somebody has called `abort`. In Python: `BrokenBarrierError`.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken;

// ── your work starts here ──────────────────────────────────────────────────
impl Barrier {
    /// A barrier for `parties` threads; that is at least one.
    pub fn new(parties: usize) -> Self {
        Barrier { parties, state: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits until all have come, and says which index is this thread's.
    pub fn wait(&self) -> Result<usize, Broken> {
        todo!("sleep until this round is complete or the barrier is broken; the last one to come wakes the others")
    }

    /// Breaks the barrier for good.
    pub fn abort(&self) {
        todo!("note that it is broken, and tell everybody who waits")
    }

    /// Whether somebody has called `abort`.
    pub fn broken(&self) -> bool {
        todo!("look")
    }
}
// ── your work ends here ────────────────────────────────────────────────────
