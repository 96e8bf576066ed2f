//! Step 3: `Condition`, a place to wait until something has become true.
//!
//! Who waits must let go of the lock, or nobody could ever make it true. And it must be on the list of those who wait
//! *before* it lets go, or a notify in between would find nobody. CPython's way needs nothing but what we have:
//! whoever waits makes a [`Lock`] of its own, locks it, puts it on the list, and locks it a second time. To notify is to
//! unlock the oldest on the list.
//!
//! # Keeps true
//!
//! A lock on the list belongs to a thread that waits and has not been notified. The list changes only while the
//! condition's own lock is held.
//!
//! ```text
//!   A  acquire ▶ list: [a] ▶ release ▶ a.acquire() sleeps ······ ▶ acquire ▶ looks again
//!   B                         acquire ▶ make it true ▶ a.release() ▶ release
//! ```
//!
//! # Unlike CPython
//!
//! There, `wait(timeout)` returns False if the time was up, even when a notify came before the lock was held again; that
//! notify is lost. Ours looks at the list once more, and returns true.

use crate::error::RuntimeError;
use crate::s1_lock::Lock;
use crate::s2_rlock::{Levels, RLock};
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// What a [`Condition`] can stand on: the methods of a lock that `threading.Condition` calls.
pub trait Lockable {
    /// How deep the thread was in.
    type Saved;
    /// Python: `_is_owned()`.
    fn is_owned(&self) -> bool;
    /// Lets go of every level. Python: `_release_save()`. The caller has checked that the lock is owned.
    fn release_save(&self) -> Self::Saved;
    /// Waits for the lock, as deep as before. Python: `_acquire_restore()`.
    fn acquire_restore(&self, saved: Self::Saved);
}

impl Lockable for Lock {
    type Saved = ();
    /// A `Lock` does not know its owner, so this says only that somebody holds it, as in CPython.
    fn is_owned(&self) -> bool {
        self.locked()
    }
    fn release_save(&self) {
        self.release().expect("the caller holds it");
    }
    fn acquire_restore(&self, (): ()) {
        self.acquire();
    }
}

impl Lockable for RLock {
    type Saved = Levels;
    fn is_owned(&self) -> bool {
        RLock::is_owned(self)
    }
    fn release_save(&self) -> Levels {
        RLock::release_save(self).expect("the caller holds it")
    }
    fn acquire_restore(&self, levels: Levels) {
        RLock::acquire_restore(self, levels);
    }
}

/// A place to wait. Python: `threading.Condition` (3.13: Lib/threading.py).
#[derive(Default)]
pub struct Condition<L = RLock> {
    lock: Arc<L>,
    /// Only a thread that holds `lock` comes near it. The mutex is there because Rust cannot know that.
    waiters: Mutex<VecDeque<Arc<Lock>>>,
}

impl<L: Lockable> Condition<L> {
    /// A condition on `lock`, which others may use, too. Python: `Condition(lock)`; `Condition()` is [`Condition::default`].
    pub fn new(lock: Arc<L>) -> Self {
        Condition { lock, waiters: Mutex::default() }
    }

    /// The lock: acquire it to look, to change, to wait and to notify.
    pub fn lock(&self) -> &L {
        &self.lock
    }

    /// Lets go of the lock, sleeps until notified, and takes the lock again. Python: `condition.wait()`.
    ///
    /// # Errors
    ///
    /// If the lock is not held.
    pub fn wait(&self) -> Result<(), RuntimeError> {
        self.sleep(|waiter| {
            waiter.acquire();
            true
        })
        .map(drop)
    }

    /// As [`wait`](Condition::wait), but sleeps for at most `timeout`; returns whether it was notified. Python: `wait(timeout)`.
    ///
    /// # Errors
    ///
    /// If the lock is not held.
    pub fn wait_timeout(&self, timeout: Duration) -> Result<bool, RuntimeError> {
        self.sleep(|waiter| waiter.acquire_timeout(timeout))
    }

    // ANCHOR: wait
    fn sleep(&self, until_released: impl FnOnce(&Lock) -> bool) -> Result<bool, RuntimeError> {
        if !self.lock.is_owned() {
            return Err(RuntimeError("cannot wait on un-acquired lock"));
        }
        let waiter = Arc::new(Lock::new());
        waiter.acquire();
        self.waiters().push_back(Arc::clone(&waiter));
        let saved = self.lock.release_save();
        let released = until_released(&waiter);
        self.lock.acquire_restore(saved);
        Ok(released || !self.leave(&waiter))
    }
    // ANCHOR_END: wait

    /// Takes `waiter` off the list; returns whether it was still on it.
    fn leave(&self, waiter: &Arc<Lock>) -> bool {
        let mut waiters = self.waiters();
        let place = waiters.iter().position(|other| Arc::ptr_eq(other, waiter));
        place.and_then(|place| waiters.remove(place)).is_some()
    }

    /// Waits until `predicate` is true; it is called with the lock held. Python: `condition.wait_for(predicate)`.
    ///
    /// # Errors
    ///
    /// If the lock is not held, and `predicate` is not true at once.
    pub fn wait_for(&self, mut predicate: impl FnMut() -> bool) -> Result<(), RuntimeError> {
        while !predicate() {
            self.wait()?;
        }
        Ok(())
    }

    /// As [`wait_for`](Condition::wait_for), for at most `timeout` in all; returns what `predicate` said last. Python:
    /// `wait_for(predicate, timeout)`.
    ///
    /// # Errors
    ///
    /// If the lock is not held, and `predicate` is not true at once.
    pub fn wait_for_timeout(
        &self,
        timeout: Duration,
        mut predicate: impl FnMut() -> bool,
    ) -> Result<bool, RuntimeError> {
        let (started, mut left) = (Instant::now(), Some(timeout));
        while !predicate() {
            // At least once, as in CPython, even for no time: who asks in a loop must let others at the lock.
            let Some(time) = left else { return Ok(false) };
            self.wait_timeout(time)?;
            left = timeout.checked_sub(started.elapsed()).filter(|left| !left.is_zero());
        }
        Ok(true)
    }

    /// Wakes the `n` threads that have waited longest, or as many as there are. Python: `condition.notify(n)`.
    ///
    /// They go on once they have the lock, so not before this thread lets go of it.
    ///
    /// # Errors
    ///
    /// If the lock is not held.
    // ANCHOR: notify
    pub fn notify(&self, n: usize) -> Result<(), RuntimeError> {
        if !self.lock.is_owned() {
            return Err(RuntimeError("cannot notify on un-acquired lock"));
        }
        let mut waiters = self.waiters();
        let woken = n.min(waiters.len());
        for waiter in waiters.drain(..woken) {
            waiter.release().expect("its owner locked it before it came onto the list");
        }
        Ok(())
    }
    // ANCHOR_END: notify

    /// Wakes all threads that wait. Python: `condition.notify_all()`.
    ///
    /// # Errors
    ///
    /// If the lock is not held.
    pub fn notify_all(&self) -> Result<(), RuntimeError> {
        self.notify(usize::MAX)
    }

    fn waiters(&self) -> MutexGuard<'_, VecDeque<Arc<Lock>>> {
        self.waiters.lock().expect("nothing panics while this mutex is held")
    }
}

impl<L: fmt::Debug> fmt::Debug for Condition<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let waiting = self.waiters.lock().expect("see `waiters`").len();
        f.debug_struct("Condition").field("waiting", &waiting).field("lock", &self.lock).finish()
    }
}
