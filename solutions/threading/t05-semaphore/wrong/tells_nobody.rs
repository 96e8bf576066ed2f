//! wrong: T6 "whoever waits will see that there is a permit again" · caught by no_more_threads_are_in_than_there_are_permits · deadlock

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Semaphore {
    value: Mutex<usize>,
    available: Condvar,
}

#[derive(Debug)]
pub struct BoundedSemaphore {
    semaphore: Semaphore,
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
        self.release_up_to(usize::MAX).expect("there is always room");
    }

    fn release_up_to(&self, bound: usize) -> Result<(), ReleasedTooOften> {
        let mut value = self.value.lock().unwrap();
        if *value == bound {
            return Err(ReleasedTooOften);
        }
        *value += 1;
        Ok(())
    }
}

impl BoundedSemaphore {
    pub fn new(value: usize) -> Self {
        BoundedSemaphore { semaphore: Semaphore::new(value), bound: value }
    }

    pub fn acquire(&self) {
        self.semaphore.acquire();
    }

    pub fn release(&self) -> Result<(), ReleasedTooOften> {
        self.semaphore.release_up_to(self.bound)
    }
}
