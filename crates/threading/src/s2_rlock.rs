//! Step 2: `RLock`, which knows who holds it and how often.
//!
//! A function that locks and calls another function that locks the same lock waits for itself. An `RLock` lets its owner
//! in again, and counts how often; the owner must leave as often as it came.
//!
//! # Keeps true
//!
//! `owner` is the thread that holds `block`, or nobody; `level` is how many of its acquires have no release yet. Only the
//! owner changes either.
//!
//! ```text
//!   A  acquire (1) ─ acquire (2) ─ release (1) ─ release (0) ▶ block is released
//!   B                   acquire ▶ sleeps ······································ ▶ (1)
//! ```
//!
//! # Not yet
//!
//! A way to wait for more than "it is free" (step 3).

use crate::error::RuntimeError;
use crate::s1_lock::Lock;
use std::sync::{Mutex, MutexGuard};
use std::thread::{self, ThreadId};
use std::time::Duration;

/// A lock that its owner may acquire again.
///
/// Python: `threading.RLock` (3.13: Modules/_threadmodule.c; in Python itself `_PyRLock`, Lib/threading.py).
#[derive(Debug, Default)]
pub struct RLock {
    block: Lock,
    /// Python's `_owner` and `_count` are plain fields, which the GIL makes whole to read. A mutex does that here.
    held: Mutex<Held>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Held {
    owner: Option<ThreadId>,
    level: usize,
}

impl Held {
    fn by_me(&self) -> bool {
        self.owner == Some(thread::current().id())
    }
}

/// How many levels a thread gave back while it waits on a condition. Python: what `_release_save` returns.
#[derive(Debug)]
pub struct Levels(usize);

impl RLock {
    /// An unlocked lock. Python: `RLock()`.
    pub const fn new() -> Self {
        RLock { block: Lock::new(), held: Mutex::new(Held { owner: None, level: 0 }) }
    }

    // ANCHOR: acquire
    /// Waits until no other thread holds the lock, and goes one level deeper. Python: `rlock.acquire()`.
    pub fn acquire(&self) {
        if !self.go_deeper() {
            self.block.acquire();
            self.now_mine(1);
        }
    }

    /// If this thread is the owner, one level more; returns whether it is. Nobody else can make it the owner, nor end that.
    fn go_deeper(&self) -> bool {
        let mut held = self.held();
        held.level += usize::from(held.by_me());
        held.by_me()
    }
    // ANCHOR_END: acquire

    /// As [`acquire`](RLock::acquire), but does not wait; returns whether it got in. Python: `acquire(blocking=False)`.
    pub fn try_acquire(&self) -> bool {
        self.go_deeper() || self.block.try_acquire().then(|| self.now_mine(1)).is_some()
    }

    /// As [`acquire`](RLock::acquire), but waits for at most `timeout`; returns whether it got in. Python: `acquire(timeout=seconds)`.
    pub fn acquire_timeout(&self, timeout: Duration) -> bool {
        self.go_deeper() || self.block.acquire_timeout(timeout).then(|| self.now_mine(1)).is_some()
    }

    // ANCHOR: release
    /// Goes one level up, and unlocks the lock at the last. Python: `rlock.release()`.
    ///
    /// # Errors
    ///
    /// If this thread does not hold the lock.
    pub fn release(&self) -> Result<(), RuntimeError> {
        let mut held = self.mine()?;
        held.level -= 1;
        if held.level == 0 {
            held.owner = None;
            self.block.release().expect("the owner holds `block`");
        }
        Ok(())
    }
    // ANCHOR_END: release

    /// Holds the lock until the returned value is dropped. Python: `with rlock:`.
    pub fn hold(&self) -> Hold<'_> {
        self.acquire();
        Hold { lock: self }
    }

    /// Whether this thread holds the lock. Python: `rlock._is_owned()`.
    pub fn is_owned(&self) -> bool {
        self.held().by_me()
    }

    /// Gives back every level at once. Python: `rlock._release_save()`.
    ///
    /// # Errors
    ///
    /// If this thread does not hold the lock.
    pub fn release_save(&self) -> Result<Levels, RuntimeError> {
        let mut held = self.mine()?;
        let Held { level, .. } = std::mem::take(&mut *held);
        self.block.release().expect("the owner holds `block`");
        Ok(Levels(level))
    }

    /// Waits for the lock, and takes back all `levels`. Python: `rlock._acquire_restore()`.
    pub fn acquire_restore(&self, levels: Levels) {
        self.block.acquire();
        self.now_mine(levels.0);
    }

    /// The thread that has just locked `block` says so.
    fn now_mine(&self, level: usize) {
        *self.held() = Held { owner: Some(thread::current().id()), level };
    }

    fn mine(&self) -> Result<MutexGuard<'_, Held>, RuntimeError> {
        let held = self.held();
        if held.by_me() { Ok(held) } else { Err(RuntimeError("cannot release un-acquired lock")) }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().expect("nothing panics while this mutex is held")
    }
}

/// A `with rlock:` block. Dropping it is the block's end.
#[derive(Debug)]
#[must_use = "dropped at once, it unlocks at once"]
pub struct Hold<'lock> {
    lock: &'lock RLock,
}

impl Drop for Hold<'_> {
    fn drop(&mut self) {
        // As in step 1: a block's end cannot raise.
        let _ = self.lock.release();
    }
}
