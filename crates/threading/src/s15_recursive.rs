//! Step 15: `PyRLock`, an `RLock` on a byte.
//!
//! Step 2 once more, with the byte of step 14 in the place of the mutex and the condition variable. The owner and the level stand
//! beside it. To ask "is it me?" a thread takes no lock: of all answers, only its own name matters to it, and only it writes that.
//!
//! # Keeps true
//!
//! A thread's number is `owner` only while that thread holds the byte. `level` is how many acquires of the owner have no release
//! yet, besides the first; only the owner touches it.
//!
//! ```text
//!   A  byte 0 → 1 ▶ owner = A ─ acquire (level 1) ─ release (level 0) ─ release ▶ owner = 0 ▶ byte 1 → 0
//!   B              owner? not B ▶ waits for the byte ················································ ▶ owner = B
//! ```

use crate::error::RuntimeError;
use crate::s14_mutex::PyMutex;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

/// Numbers for threads; 0 is nobody. CPython takes the thread's ident, which another thread can have later.
static NEXT: AtomicUsize = AtomicUsize::new(1);

thread_local! {
    /// This thread's number. Relaxed: the numbers must differ, and order nothing.
    static ME: usize = NEXT.fetch_add(1, Relaxed);
}

/// A lock that its owner may acquire again, as [`RLock`](crate::RLock).
///
/// Python: `_PyRecursiveMutex` (3.14: Python/lock.c), which is what a `threading.RLock` holds from 3.14 on.
#[derive(Debug, Default)]
pub struct PyRLock {
    byte: PyMutex,
    /// Relaxed everywhere: a thread that finds its own number has put it there itself, and not taken it back since; what else
    /// it finds means "not me", however old it is.
    owner: AtomicUsize,
    /// Relaxed everywhere: the byte orders one owner's changes before the next one's.
    level: AtomicUsize,
}

impl PyRLock {
    /// An unlocked lock.
    pub const fn new() -> Self {
        PyRLock { byte: PyMutex::new(), owner: AtomicUsize::new(0), level: AtomicUsize::new(0) }
    }

    // ANCHOR: acquire
    /// Waits until no other thread holds the lock, and goes one level deeper.
    pub fn acquire(&self) {
        self.enter(|byte| {
            byte.acquire();
            true
        });
    }

    /// As [`acquire`](PyRLock::acquire), but does not wait; returns whether it got in.
    pub fn try_acquire(&self) -> bool {
        self.enter(PyMutex::try_acquire)
    }

    /// As [`acquire`](PyRLock::acquire), but waits for at most `timeout`; returns whether it got in.
    pub fn acquire_timeout(&self, timeout: Duration) -> bool {
        self.enter(|byte| byte.acquire_timeout(timeout))
    }

    fn enter(&self, lock: impl FnOnce(&PyMutex) -> bool) -> bool {
        if self.is_owned() {
            self.level.store(self.level.load(Relaxed) + 1, Relaxed);
            return true;
        }
        let locked = lock(&self.byte);
        if locked {
            self.owner.store(ME.with(|me| *me), Relaxed);
        }
        locked
    }
    // ANCHOR_END: acquire

    /// Leaves one level; at the last one, unlocks the lock.
    ///
    /// # Errors
    ///
    /// If this thread does not hold the lock.
    // ANCHOR: release
    pub fn release(&self) -> Result<(), RuntimeError> {
        if !self.is_owned() {
            return Err(RuntimeError("cannot release un-acquired lock"));
        }
        match self.level.load(Relaxed) {
            0 => {
                // First this: as soon as the byte is free, `owner` is somebody else's to write.
                self.owner.store(0, Relaxed);
                self.byte.release()
            }
            level => {
                self.level.store(level - 1, Relaxed);
                Ok(())
            }
        }
    }
    // ANCHOR_END: release

    /// Whether this thread holds the lock. Python: `rlock._is_owned()`.
    pub fn is_owned(&self) -> bool {
        self.owner.load(Relaxed) == ME.with(|me| *me)
    }

    /// Locks the lock until the returned value is dropped. Python: `with rlock:`.
    pub fn hold(&self) -> Hold<'_> {
        self.acquire();
        Hold { lock: self, stays: PhantomData }
    }
}

/// A `with rlock:` block. Dropping it is the block's end. As in step 2, it stays on its thread.
#[derive(Debug)]
#[must_use = "dropped at once, it unlocks at once"]
pub struct Hold<'lock> {
    lock: &'lock PyRLock,
    stays: PhantomData<*const ()>,
}

impl Drop for Hold<'_> {
    /// As in step 1: a block's end cannot raise.
    fn drop(&mut self) {
        let _ = self.lock.release();
    }
}
