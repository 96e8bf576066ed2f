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
    value: Mutex<usize>,
    /// Notified once for each permit that comes back.
    available: Condvar,
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
        Semaphore { value: Mutex::new(value), available: Condvar::new() }
    }

    /// Waits for a permit and takes it. Python: `semaphore.acquire()`.
    pub fn acquire(&self) {
        let mut value = self.available.wait_while(self.value(), |value| *value == 0).expect("see `value`");
        *value -= 1;
    }

    /// Takes a permit if there is one; returns whether there was. Python: `semaphore.acquire(blocking=False)`.
    pub fn try_acquire(&self) -> bool {
        take(&mut self.value())
    }

    /// As [`acquire`](Semaphore::acquire), but waits for at most `timeout`; returns whether it has got a permit.
    ///
    /// Python: `semaphore.acquire(timeout=seconds)`.
    pub fn acquire_timeout(&self, timeout: Duration) -> bool {
        let nothing = |value: &mut usize| *value == 0;
        let (mut value, _) = self.available.wait_timeout_while(self.value(), timeout, nothing).expect("see `value`");
        take(&mut value)
    }

    /// Gives `n` permits back and wakes as many threads. Python: `semaphore.release(n)`; `n` is 1 by default.
    ///
    /// # Errors
    ///
    /// If `n` is 0.
    ///
    /// # Panics
    ///
    /// If there were more than `usize::MAX` permits. Python's integers have no end.
    pub fn release(&self, n: usize) -> Result<(), ValueError> {
        self.release_up_to(usize::MAX, n)
    }

    fn release_up_to(&self, bound: usize, n: usize) -> Result<(), ValueError> {
        if n == 0 {
            return Err(ValueError("n must be one or more"));
        }
        let mut value = self.value();
        if n > bound - *value {
            return Err(ValueError("Semaphore released too many times"));
        }
        *value += n;
        drop(value);
        // More than there are sleepers is no mistake: a notify that nobody hears does nothing.
        (0..n).for_each(|_| self.available.notify_one());
        Ok(())
    }

    fn value(&self) -> MutexGuard<'_, usize> {
        self.value.lock().expect("nothing panics while this mutex is held")
    }
}

fn take(value: &mut usize) -> bool {
    let some = *value > 0;
    *value -= usize::from(some);
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
}
