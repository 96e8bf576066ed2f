//! Step 1: `Lock`, a flag that one thread at a time may set.
//!
//! A Rust `Mutex` belongs to the thread that locked it, and to the data in it. Python's `Lock` belongs to nobody and guards
//! nothing: it is a flag. Any thread may clear it, and what it protects is known to you alone.
//!
//! # Keeps true
//!
//! Between two calls of [`Lock::release`] at most one [`Lock::acquire`] returns, and a thread that waits is woken after
//! each release.
//!
//! ```text
//!   A  acquire ▶ True ──────── release ▶ notify
//!   B            acquire ▶ sleeps ············ ▶ looks again ▶ True
//! ```
//!
//! # Not yet
//!
//! The lock does not know who set it. A thread that acquires it twice waits for itself (step 2).

use crate::error::RuntimeError;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// A lock that belongs to nobody.
///
/// Python: `threading.Lock` (3.13: `_thread.lock`, Modules/_threadmodule.c).
#[derive(Debug, Default)]
pub struct Lock {
    state: Mutex<State>,
    /// Notified each time `locked` becomes false while somebody waits.
    freed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    locked: bool,
    /// How many threads sleep until it is free. `Condvar::notify_one` is a system call even if nobody does.
    waiting: usize,
}

impl Lock {
    /// An unlocked lock. Python: `Lock()`.
    pub const fn new() -> Self {
        Lock { state: Mutex::new(State { locked: false, waiting: 0 }), freed: Condvar::new() }
    }

    /// Waits until the lock is free, and locks it. Python: `lock.acquire()`.
    ///
    /// Waits for ever if this thread has locked it already.
    // ANCHOR: acquire
    pub fn acquire(&self) {
        let mut state = self.state();
        state.waiting += 1;
        // Woken is not chosen: another thread may have come first, so look again.
        state = self.freed.wait_while(state, |state| state.locked).expect("see `state`");
        state.waiting -= 1;
        state.locked = true;
    }
    // ANCHOR_END: acquire

    /// Locks the lock if it is free; returns whether it did. Python: `lock.acquire(blocking=False)`.
    pub fn try_acquire(&self) -> bool {
        let mut state = self.state();
        !std::mem::replace(&mut state.locked, true)
    }

    /// As [`acquire`](Lock::acquire), but waits for at most `timeout`; returns whether it has locked the lock.
    ///
    /// Python: `lock.acquire(timeout=seconds)`.
    pub fn acquire_timeout(&self, timeout: Duration) -> bool {
        let mut state = self.state();
        state.waiting += 1;
        let (mut state, _) = self.freed.wait_timeout_while(state, timeout, |state| state.locked).expect("see `state`");
        state.waiting -= 1;
        // Not the clock but the flag decides: the lock may have become free at the very end.
        !std::mem::replace(&mut state.locked, true)
    }

    /// Unlocks the lock, whoever locked it, and wakes one thread that waits. Python: `lock.release()`.
    ///
    /// # Errors
    ///
    /// If the lock is not locked.
    // ANCHOR: release
    pub fn release(&self) -> Result<(), RuntimeError> {
        let mut state = self.state();
        if !state.locked {
            return Err(RuntimeError("release unlocked lock"));
        }
        state.locked = false;
        let somebody_waits = state.waiting > 0;
        // First let go: a thread that wakes up needs this mutex at once.
        drop(state);
        if somebody_waits {
            self.freed.notify_one();
        }
        Ok(())
    }
    // ANCHOR_END: release

    /// Whether the lock is locked now. Python: `lock.locked()`. By the time you look at the answer it may be old.
    pub fn locked(&self) -> bool {
        self.state().locked
    }

    /// Locks the lock until the returned value is dropped. Python: `with lock:`.
    pub fn hold(&self) -> Hold<'_> {
        self.acquire();
        Hold { lock: self }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Your code runs while the *flag* is set, not while this mutex is locked. So a panic in it poisons nothing, as
        // in Python, where an exception under a lock leaves no mark either.
        self.state.lock().expect("nothing panics while this mutex is held")
    }
}

/// A `with lock:` block. Dropping it is the block's end.
#[derive(Debug)]
#[must_use = "dropped at once, it unlocks at once"]
pub struct Hold<'lock> {
    lock: &'lock Lock,
}

impl Drop for Hold<'_> {
    /// If a stranger has released the lock meanwhile, Python raises `RuntimeError` at the end of the block. A
    /// panic in a drop can end the process, so the error is ignored here.
    fn drop(&mut self) {
        let _ = self.lock.release();
    }
}
