//! t05, solved.

use std::sync::{Condvar, Mutex};

/// A number of permits.
#[derive(Debug)]
pub struct Semaphore {
    value: Mutex<usize>,
    available: Condvar,
}

/// A semaphore that never has more permits than at first.
#[derive(Debug)]
pub struct BoundedSemaphore {
    /// All the waiting is the plain one's work; what is added is one comparison under its lock.
    semaphore: Semaphore,
    bound: usize,
}

/// There are as many permits as at first.
#[derive(Debug, PartialEq, Eq)]
pub struct ReleasedTooOften;

impl Semaphore {
    /// A semaphore with `value` permits.
    pub fn new(value: usize) -> Self {
        Semaphore { value: Mutex::new(value), available: Condvar::new() }
    }

    /// Waits for a permit and takes it.
    pub fn acquire(&self) {
        // Looks again after each wake-up: the permit may be gone.
        let mut value = self.available.wait_while(self.value.lock().unwrap(), |value| *value == 0).unwrap();
        // Still under the lock that saw it, so it is there.
        *value -= 1;
    }

    /// Gives a permit back.
    pub fn release(&self) {
        self.release_up_to(usize::MAX).expect("there is always room");
    }

    fn release_up_to(&self, bound: usize) -> Result<(), ReleasedTooOften> {
        let mut value = self.value.lock().unwrap();
        // Under the same lock as the change, or two threads could both see room for one.
        if *value == bound {
            return Err(ReleasedTooOften);
        }
        *value += 1;
        // Each time, not only when there was none: the permit before may have woken a thread that has not run yet, and
        // this one is for the next. One is enough, since any thread that waits can use it.
        self.available.notify_one();
        Ok(())
    }
}

impl BoundedSemaphore {
    /// A semaphore with `value` permits.
    pub fn new(value: usize) -> Self {
        BoundedSemaphore { semaphore: Semaphore::new(value), bound: value }
    }

    /// Waits for a permit and takes it.
    pub fn acquire(&self) {
        self.semaphore.acquire();
    }

    /// Gives a permit back, or says that none was taken.
    pub fn release(&self) -> Result<(), ReleasedTooOften> {
        self.semaphore.release_up_to(self.bound)
    }
}
