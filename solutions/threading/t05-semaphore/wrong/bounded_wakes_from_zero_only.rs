//! wrong: T6 "with a bound there is never more than one to wake" · caught by each_permit_of_a_bounded_one_wakes_somebody · deadlock

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Semaphore {
    value: Mutex<usize>,
    available: Condvar,
}

#[derive(Debug)]
pub struct BoundedSemaphore {
    free: Mutex<usize>,
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
        let mut value = self.value.lock().unwrap();
        while *value == 0 {
            value = self.available.wait(value).unwrap();
        }
        *value -= 1;
    }

    pub fn release(&self) {
        let mut value = self.value.lock().unwrap();
        *value += 1;
        drop(value);
        self.available.notify_one();
    }
}

impl BoundedSemaphore {
    pub fn new(value: usize) -> Self {
        BoundedSemaphore { free: Mutex::new(value), available: Condvar::new(), bound: value }
    }

    pub fn acquire(&self) {
        let mut free = self.free.lock().unwrap();
        while *free == 0 {
            free = self.available.wait(free).unwrap();
        }
        *free -= 1;
    }

    pub fn release(&self) -> Result<(), ReleasedTooOften> {
        let mut free = self.free.lock().unwrap();
        if *free >= self.bound {
            return Err(ReleasedTooOften);
        }
        *free += 1;
        if *free == 1 {
            self.available.notify_one();
        }
        Ok(())
    }
}
