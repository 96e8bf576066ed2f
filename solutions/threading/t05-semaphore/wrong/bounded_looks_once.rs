//! wrong: T6 "woken is a permit, and it never goes below 0" · caught by each_permit_of_a_bounded_one_wakes_somebody · assertion

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
        let mut value = self.value.lock().unwrap();
        if *value == 0 {
            value = self.available.wait(value).unwrap();
        }
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
