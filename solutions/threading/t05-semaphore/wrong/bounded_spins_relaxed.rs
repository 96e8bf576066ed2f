//! wrong: T5 "only the plain one hands something over" · caught by who_gets_the_permit_of_a_bounded_one_sees_what_was_done_before · data race

use std::hint::spin_loop;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Semaphore {
    value: Mutex<usize>,
    available: Condvar,
}

#[derive(Debug)]
pub struct BoundedSemaphore {
    value: AtomicUsize,
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
        *self.value.lock().unwrap() += 1;
        self.available.notify_one();
    }
}
impl BoundedSemaphore {
    pub fn new(value: usize) -> Self {
        BoundedSemaphore { value: AtomicUsize::new(value), bound: value }
    }
    pub fn acquire(&self) {
        loop {
            let value = self.value.load(Relaxed);
            if value > 0 && self.value.compare_exchange(value, value - 1, Relaxed, Relaxed).is_ok() {
                return;
            }
            spin_loop();
        }
    }
    pub fn release(&self) -> Result<(), ReleasedTooOften> {
        self.value
            .fetch_update(Relaxed, Relaxed, |value| (value < self.bound).then_some(value + 1))
            .map(drop)
            .map_err(|_| ReleasedTooOften)
    }
}
