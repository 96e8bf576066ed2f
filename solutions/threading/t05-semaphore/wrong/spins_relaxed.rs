//! wrong: T5 "an atomic number is always in order" · caught by who_gets_the_permit_sees_what_was_done_before · data race

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

#[derive(Debug)]
pub struct Semaphore {
    value: AtomicUsize,
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
        Semaphore { value: AtomicUsize::new(value) }
    }

    pub fn acquire(&self) {
        while self.value.fetch_update(Relaxed, Relaxed, |value| value.checked_sub(1)).is_err() {
            thread::yield_now();
        }
    }

    pub fn release(&self) {
        self.release_up_to(usize::MAX).expect("there is always room");
    }

    fn release_up_to(&self, bound: usize) -> Result<(), ReleasedTooOften> {
        let more = |value: usize| (value < bound).then(|| value + 1);
        self.value.fetch_update(Relaxed, Relaxed, more).map(drop).map_err(|_| ReleasedTooOften)
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
