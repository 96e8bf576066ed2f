//! g02, solved.

use std::sync::{Condvar, Mutex};

/// A lock built as CPython builds its GIL: a flag, guarded by a mutex that is only ever held for a moment.
#[derive(Debug, Default)]
pub struct Gil {
    held: Mutex<bool>,
    free: Condvar,
}

impl Gil {
    /// Returns once this thread holds the GIL.
    pub fn take(&self) {
        let mut held = self.held.lock().unwrap();
        // `while`, since woken is not chosen: another thread may have taken the flag between the notify and our turn at
        // the mutex, and the operating system may wake us for no reason at all.
        while *held {
            held = self.free.wait(held).unwrap();
        }
        // Still under the mutex that we looked under, so nobody came in between.
        *held = true;
    }

    /// Lets go of the GIL and wakes one waiter.
    pub fn release(&self) {
        *self.held.lock().unwrap() = false;
        // One is enough: any waiter can use a free GIL, and whoever takes it wakes the next when done.
        self.free.notify_one();
    }
}
