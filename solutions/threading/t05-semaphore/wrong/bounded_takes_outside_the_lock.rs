//! wrong: T3 "the lock was for waiting; and it never goes below 0, I saw to that" · caught by no_more_threads_are_in_than_a_bounded_one_has_permits · assertion

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Semaphore {
    value: Mutex<usize>,
    available: Condvar,
}

#[derive(Debug)]
pub struct BoundedSemaphore {
    value: Mutex<usize>,
    available: Condvar,
    bound: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub struct ReleasedTooOften;

impl Semaphore {
    pub fn new(value: usize) -> Self {
        Semaphore { value: Mutex::new(value), available: Condvar::new() }
    }

    pub fn acquire(&self) {
        let mut value = self.available.wait_while(self.value.lock().unwrap(), |value| *value == 0).unwrap();
        *value -= 1;
    }

    pub fn release(&self) {
        *self.value.lock().unwrap() += 1;
        self.available.notify_one();
    }
}

impl BoundedSemaphore {
    pub fn new(value: usize) -> Self {
        BoundedSemaphore { value: Mutex::new(value), available: Condvar::new(), bound: value }
    }

    pub fn acquire(&self) {
        drop(self.available.wait_while(self.value.lock().unwrap(), |value| *value == 0).unwrap());
        let mut value = self.value.lock().unwrap();
        *value = value.saturating_sub(1);
    }

    pub fn release(&self) -> Result<(), ReleasedTooOften> {
        let mut value = self.value.lock().unwrap();
        if *value == self.bound {
            return Err(ReleasedTooOften);
        }
        *value += 1;
        self.available.notify_one();
        Ok(())
    }
}
