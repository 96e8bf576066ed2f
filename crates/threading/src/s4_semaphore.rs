//! Step 4: `Semaphore`, a number of permits; `BoundedSemaphore`, which refuses to have more than it began with.
//!
//! A lock lets one thread in. A semaphore lets `value` in. CPython builds it from `Condition(Lock())` and an integer that
//! the lock guards; the connection is in the programmer's head. From this step on we let Rust keep it: a `Mutex` owns
//! what it guards, and its `Condvar` is the condition.
//!
//! # Keeps true
//!
//! `value` = the first value + released − acquired, and it is never below zero. Who waits is woken as often as
//! permits come back.
//!
//! ```text
//!   A  acquire (1 → 0) ────────── release (0 → 1) ▶ notify
//!   B                   acquire ▶ sleeps ················· ▶ looks again ▶ (1 → 0)
//! ```
//!
//! # Not yet
//!
//! To tell all threads something at once (step 5). Order: as in CPython, a thread that comes at the right moment
//! is served before one that has waited.

use crate::error::ValueError;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// A number of permits. Python: `threading.Semaphore` (3.13: Lib/threading.py).
#[derive(Debug)]
pub struct Semaphore {
    state: Mutex<State>,
    /// Notified once for each permit that comes back while somebody waits.
    available: Condvar,
}

#[derive(Debug)]
struct State {
    value: usize,
    /// How many threads sleep until there is a permit. `Condvar::notify_one` is a system call even if nobody does.
    waiting: usize,
}

impl Default for Semaphore {
    /// One permit, as in Python.
    fn default() -> Self {
        Semaphore::new(1)
    }
}

impl Semaphore {
    /// A semaphore with `value` permits. Python: `Semaphore(value)`, where a negative one raises `ValueError`.
    pub const fn new(value: usize) -> Self {
        Semaphore { state: Mutex::new(State { value, waiting: 0 }), available: Condvar::new() }
    }

    // ANCHOR: acquire
    /// Waits for a permit and takes it. Python: `semaphore.acquire()`.
    pub fn acquire(&self) {
        let mut state = self.state();
        state.waiting += 1;
        state = self.available.wait_while(state, |state| state.value == 0).expect("see `state`");
        state.waiting -= 1;
        state.value -= 1;
    }
    // ANCHOR_END: acquire

    /// Takes a permit if there is one; returns whether there was. Python: `semaphore.acquire(blocking=False)`.
    pub fn try_acquire(&self) -> bool {
        take(&mut self.state())
    }

    /// As [`acquire`](Semaphore::acquire), but waits for at most `timeout`; returns whether it has got a permit.
    ///
    /// Python: `semaphore.acquire(timeout=seconds)`.
    pub fn acquire_timeout(&self, timeout: Duration) -> bool {
        let mut state = self.state();
        state.waiting += 1;
        let nothing = |state: &mut State| state.value == 0;
        let (mut state, _) = self.available.wait_timeout_while(state, timeout, nothing).expect("see `state`");
        state.waiting -= 1;
        take(&mut state)
    }

    /// Gives `n` permits back and wakes as many threads. Python: `semaphore.release(n)`; `n` is 1 by default.
    ///
    /// # Errors
    ///
    /// If `n` is 0, or if there would be more than `usize::MAX` permits; then none comes back. Python's integers have no end.
    pub fn release(&self, n: usize) -> Result<(), ValueError> {
        self.release_up_to(usize::MAX, n)
    }

    /// Has a permit until the returned value is dropped. Python: `with semaphore:`.
    pub fn hold(&self) -> Permit<'_> {
        self.acquire();
        Permit { semaphore: self, bound: usize::MAX }
    }

    // ANCHOR: release
    fn release_up_to(&self, bound: usize, n: usize) -> Result<(), ValueError> {
        if n == 0 {
            return Err(ValueError("n must be one or more"));
        }
        let mut state = self.state();
        if n > bound - state.value {
            return Err(ValueError("Semaphore released too many times"));
        }
        state.value += n;
        let woken = n.min(state.waiting);
        drop(state);
        (0..woken).for_each(|_| self.available.notify_one());
        Ok(())
    }
    // ANCHOR_END: release

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nothing panics while this mutex is held")
    }
}

fn take(state: &mut State) -> bool {
    let some = state.value > 0;
    state.value -= usize::from(some);
    some
}

/// A semaphore that never has more permits than at first. Python: `threading.BoundedSemaphore` (3.13: Lib/threading.py).
///
/// One release too many is a mistake that a plain semaphore hides: from then on one thread too many gets in.
#[derive(Debug)]
pub struct BoundedSemaphore {
    semaphore: Semaphore,
    bound: usize,
}

impl Default for BoundedSemaphore {
    /// One permit, as in Python.
    fn default() -> Self {
        BoundedSemaphore::new(1)
    }
}

impl BoundedSemaphore {
    /// A semaphore with `value` permits, and never more. Python: `BoundedSemaphore(value)`.
    pub const fn new(value: usize) -> Self {
        BoundedSemaphore { semaphore: Semaphore::new(value), bound: value }
    }

    /// As [`Semaphore::acquire`].
    pub fn acquire(&self) {
        self.semaphore.acquire();
    }

    /// As [`Semaphore::try_acquire`].
    pub fn try_acquire(&self) -> bool {
        self.semaphore.try_acquire()
    }

    /// As [`Semaphore::acquire_timeout`].
    pub fn acquire_timeout(&self, timeout: Duration) -> bool {
        self.semaphore.acquire_timeout(timeout)
    }

    /// Gives `n` permits back. Python: `semaphore.release(n)`.
    ///
    /// # Errors
    ///
    /// If `n` is 0, or if there would be more permits than at first; then none comes back.
    pub fn release(&self, n: usize) -> Result<(), ValueError> {
        self.semaphore.release_up_to(self.bound, n)
    }

    /// As [`Semaphore::hold`].
    pub fn hold(&self) -> Permit<'_> {
        self.acquire();
        Permit { semaphore: &self.semaphore, bound: self.bound }
    }
}

/// A `with semaphore:` block. Dropping it is the block's end.
#[derive(Debug)]
#[must_use = "dropped at once, it gives the permit back at once"]
pub struct Permit<'semaphore> {
    semaphore: &'semaphore Semaphore,
    bound: usize,
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        // As in step 1: a block's end cannot raise.
        let _ = self.semaphore.release_up_to(self.bound, 1);
    }
}
