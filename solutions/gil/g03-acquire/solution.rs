//! g03, solved.

use std::sync::{Condvar, Mutex};

/// A lock that one thread at a time holds.
#[derive(Debug, Default)]
pub struct Gil {
    held: Mutex<bool>,
    free: Condvar,
}

/// This thread holds the GIL. Dropping it lets go.
#[derive(Debug)]
#[must_use = "dropped at once, it lets go at once"]
pub struct Held<'gil> {
    gil: &'gil Gil,
}

impl Gil {
    /// Waits until no thread holds the GIL, then holds it until the returned [`Held`] is dropped.
    pub fn acquire(&self) -> Held<'_> {
        // This unwrap never fails: a panic in Python code comes while the *flag* is set, when the mutex has long been
        // unlocked, so it does not poison it.
        let held = self.held.lock().unwrap();
        // Looks again after each wake-up: another thread may have come first.
        let mut held = self.free.wait_while(held, |held| *held).unwrap();
        *held = true;
        // Only now, and only here, so that for each time the flag is set there is one `Held` that will clear it.
        Held { gil: self }
    }
}

impl Drop for Held<'_> {
    /// Lets go of the GIL and wakes a thread that waits for it.
    fn drop(&mut self) {
        // Under the mutex: a waiter that has seen the flag set is asleep by now, or has not looked yet.
        *self.gil.held.lock().unwrap() = false;
        // So the notify misses nobody. It may come after the unlock; what counts is that it comes after the change.
        self.gil.free.notify_one();
    }
}
