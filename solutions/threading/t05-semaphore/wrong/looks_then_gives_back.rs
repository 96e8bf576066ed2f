//! wrong: T3 "both lines take the lock, so nothing can go wrong" · caught by of_two_releases_for_one_permit_one_is_refused · assertion

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
        if *self.value.lock().unwrap() == bound {
            return Err(ReleasedTooOften);
        }
        *self.value.lock().unwrap() += 1;
        self.available.notify_one();
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
