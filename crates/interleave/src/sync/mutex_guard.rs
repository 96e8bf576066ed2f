//! `MutexGuard`: gives the value out for as long as the mutex is held.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{LockResult, PoisonError};

use super::mutex::{HeldMutex, Mutex};

/// `std::sync::MutexGuard`, checked.
#[must_use = "dropped at once, it unlocks at once"]
pub struct MutexGuard<'a, T> {
    mutex: &'a Mutex<T>,
    /// The execution's value of the mutex, which lives longer than the guard.
    value: *mut T,
    /// `None` only while the guard is dropped or taken apart.
    held: Option<HeldMutex>,
}

impl<'a, T> MutexGuard<'a, T> {
    pub(super) fn new(mutex: &'a Mutex<T>, value: *mut T, held: HeldMutex) -> Self {
        MutexGuard { mutex, value, held: Some(held) }
    }

    /// For a wait: the mutex, and the lock that it will let go.
    pub(super) fn into_parts(mut self) -> (&'a Mutex<T>, HeldMutex) {
        (self.mutex, self.held.take().expect("it holds the lock"))
    }

    /// The operation that took the lock is done.
    pub(super) fn see(&self) {
        self.held().see();
    }

    fn held(&self) -> &HeldMutex {
        self.held.as_ref().expect("it holds the lock")
    }
}

// SAFETY: a shared guard gives out `&T` and nothing else.
unsafe impl<T: Sync> Sync for MutexGuard<'_, T> {}

impl<T> UnwindSafe for MutexGuard<'_, T> {}
impl<T> RefUnwindSafe for MutexGuard<'_, T> {}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the lock is held, so nobody writes to the value.
        unsafe { &*self.value }
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.held.as_mut().expect("it holds the lock").will_write();
        // SAFETY: the lock is held, so nobody else reaches the value.
        unsafe { &mut *self.value }
    }
}

impl<T> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        if let Some(held) = self.held.take() {
            held.end();
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// `Err` with the guard if a thread panicked while it held the mutex.
pub(super) fn or_poisoned<T>(guard: MutexGuard<'_, T>) -> LockResult<MutexGuard<'_, T>> {
    if guard.held().is_poisoned() { Err(PoisonError::new(guard)) } else { Ok(guard) }
}
