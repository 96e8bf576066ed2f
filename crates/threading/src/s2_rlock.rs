//! Step 2: `RLock`, which knows who holds it and how often.
//!
//! A function that locks and calls another function that locks the same lock waits for itself. An `RLock` lets its owner
//! in again, and counts how often; the owner must leave as often as it came. The flag of step 1 becomes two things: an owner,
//! and a level.
//!
//! # Keeps true
//!
//! `level` is how many acquires of the owner have no release yet, and there is an owner as long as it is not 0. Only the owner
//! changes either, once it is the owner.
//!
//! ```text
//!   A  acquire (1) ─ acquire (2) ─ release (1) ─ release (0) ▶ notify
//!   B                   acquire ▶ sleeps ··························· ▶ looks again ▶ (1)
//! ```
//!
//! # Not yet
//!
//! A way to wait for more than "it is free" (step 3).

use crate::error::RuntimeError;
use std::marker::PhantomData;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread::{self, ThreadId};
use std::time::Duration;

/// A lock that its owner may acquire again.
///
/// Python: `threading.RLock` (3.13: Modules/_threadmodule.c; in Python itself `_PyRLock`, Lib/threading.py).
#[derive(Debug, Default)]
pub struct RLock {
    held: Mutex<Held>,
    /// Notified each time the owner has left while somebody waits.
    freed: Condvar,
}

#[derive(Debug, Default)]
struct Held {
    owner: Option<ThreadId>,
    level: usize,
    /// As in step 1.
    waiting: usize,
}

impl Held {
    /// Lets `thread` in, if it is the owner or there is none; returns whether it did.
    fn enter(&mut self, thread: ThreadId) -> bool {
        let may = self.owner.is_none_or(|owner| owner == thread);
        if may {
            self.owner = Some(thread);
            self.level += 1;
        }
        may
    }
}

thread_local! {
    /// Asked for once in each thread: to ask std costs as much as to lock a mutex.
    static ME: ThreadId = thread::current().id();
}

fn me() -> ThreadId {
    ME.with(|me| *me)
}

/// How many levels a thread gave back while it waits on a condition. Python: what `_release_save` returns.
#[derive(Debug)]
pub struct Levels(usize);

impl RLock {
    /// An unlocked lock. Python: `RLock()`.
    pub const fn new() -> Self {
        RLock { held: Mutex::new(Held { owner: None, level: 0, waiting: 0 }), freed: Condvar::new() }
    }

    /// Waits until no other thread holds the lock, and goes one level deeper. Python: `rlock.acquire()`.
    // ANCHOR: acquire
    pub fn acquire(&self) {
        let me = me();
        let mut held = self.held();
        held.waiting += 1;
        held = self.freed.wait_while(held, |held| !held.enter(me)).expect("see `held`");
        held.waiting -= 1;
    }
    // ANCHOR_END: acquire

    /// As [`acquire`](RLock::acquire), but does not wait; returns whether it got in. Python: `acquire(blocking=False)`.
    pub fn try_acquire(&self) -> bool {
        self.held().enter(me())
    }

    /// As [`acquire`](RLock::acquire), but waits for at most `timeout`; returns whether it got in. Python: `acquire(timeout=seconds)`.
    pub fn acquire_timeout(&self, timeout: Duration) -> bool {
        let me = me();
        let mut held = self.held();
        held.waiting += 1;
        let shut = |held: &mut Held| !held.enter(me);
        let (mut held, clock) = self.freed.wait_timeout_while(held, timeout, shut).expect("see `held`");
        held.waiting -= 1;
        !clock.timed_out()
    }

    /// Goes one level up, and unlocks the lock at the last. Python: `rlock.release()`.
    ///
    /// # Errors
    ///
    /// If this thread does not hold the lock.
    // ANCHOR: release
    pub fn release(&self) -> Result<(), RuntimeError> {
        let mut held = self.mine()?;
        held.level -= 1;
        if held.level == 0 {
            self.leave(held);
        }
        Ok(())
    }

    /// The owner has left: strikes its name out, and wakes one thread that waits.
    fn leave(&self, mut held: MutexGuard<'_, Held>) {
        held.owner = None;
        let somebody_waits = held.waiting > 0;
        drop(held);
        if somebody_waits {
            self.freed.notify_one();
        }
    }
    // ANCHOR_END: release

    /// Holds the lock until the returned value is dropped. Python: `with rlock:`.
    pub fn hold(&self) -> Hold<'_> {
        self.acquire();
        Hold { lock: self, stays: PhantomData }
    }

    /// Whether this thread holds the lock. Python: `rlock._is_owned()`.
    pub fn is_owned(&self) -> bool {
        self.mine().is_ok()
    }

    /// Gives back every level at once. Python: `rlock._release_save()`.
    ///
    /// # Errors
    ///
    /// If this thread does not hold the lock.
    pub fn release_save(&self) -> Result<Levels, RuntimeError> {
        let mut held = self.mine()?;
        let level = std::mem::take(&mut held.level);
        self.leave(held);
        Ok(Levels(level))
    }

    /// Waits for the lock, and takes back all `levels`. Python: `rlock._acquire_restore()`.
    pub fn acquire_restore(&self, levels: Levels) {
        self.acquire();
        self.held().level = levels.0;
    }

    fn mine(&self) -> Result<MutexGuard<'_, Held>, RuntimeError> {
        let held = self.held();
        let mine = held.owner == Some(me());
        if mine { Ok(held) } else { Err(RuntimeError("cannot release un-acquired lock")) }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        // As in step 1: it is locked for moments, and never while your code runs.
        self.held.lock().expect("nothing panics while this mutex is held")
    }
}

/// A `with rlock:` block. Dropping it is the block's end. It stays on its thread, since only the owner can release:
///
/// ```compile_fail,E0277
/// static LOCK: threading::RLock = threading::RLock::new();
/// let with = LOCK.hold();
/// std::thread::spawn(move || drop(with));
/// ```
#[derive(Debug)]
#[must_use = "dropped at once, it unlocks at once"]
pub struct Hold<'lock> {
    lock: &'lock RLock,
    /// A raw pointer is not `Send`, so this is not, either.
    stays: PhantomData<*const ()>,
}

impl Drop for Hold<'_> {
    fn drop(&mut self) {
        // As in step 1: a block's end cannot raise.
        let _ = self.lock.release();
    }
}
