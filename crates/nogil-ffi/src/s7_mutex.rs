//! Step 7: a lock of your own, next to the GIL.
//!
//! Native code has data that no Python object holds, and a mutex around it. As soon as one thread waits for that mutex while it is
//! attached, there are two locks, and two orders in which they are taken:
//!
//! ```text
//!   A  holds the GIL ─────────────── wants the mutex ▶ waits for B
//!   B  locked the mutex, detached ── wants the GIL   ▶ waits for A
//! ```
//!
//! B need not be careless: whoever calls into Python with the mutex locked lets go of the GIL somewhere, and wants it back. So the rule is
//! for A: *never wait for a native lock while attached.* [`NativeMutex::lock`] asks for the token, so that it can let go. PyO3 has the same as
//! `MutexExt::lock_py_attached`; CPython's own `PyMutex` (3.13) does it inside.
//!
//! # Keeps true
//!
//! - One thread at a time has the value.
//! - No thread waits for the mutex while it holds the GIL.
//! - A mutex that is free costs no detach.
//!
//! # Not yet
//!
//! Two mutexes in two orders still wait for each other, and a thread that locks the same one twice waits for itself.

use crate::s1_attach::Attached;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

/// A mutex that an attached thread may wait for.
#[derive(Debug, Default)]
pub struct NativeMutex<T> {
    value: Mutex<T>,
}

impl<T: Send> NativeMutex<T> {
    /// A mutex around `value`.
    pub const fn new(value: T) -> Self {
        NativeMutex { value: Mutex::new(value) }
    }

    /// Locks it, and is detached while it waits. The thread is attached again when it has the value.
    ///
    /// A panic of one who had it leaves no mark, as an exception leaves none on Python's locks.
    ///
    /// # Panics
    ///
    /// If this thread is detached.
    // ANCHOR: lock
    pub fn lock<'a>(&'a self, py: Attached<'_>) -> MutexGuard<'a, T> {
        match self.value.try_lock() {
            Ok(value) => value,
            Err(TryLockError::Poisoned(value)) => value.into_inner(),
            // First the mutex, then the GIL: here both orders are harmless, since nobody who holds the GIL waits for the mutex.
            Err(TryLockError::WouldBlock) => py.detach(|| self.value.lock().unwrap_or_else(PoisonError::into_inner)),
        }
    }
    // ANCHOR_END: lock
}
