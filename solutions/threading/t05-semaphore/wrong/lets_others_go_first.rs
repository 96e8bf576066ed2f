//! wrong: T6 "who lets the others go first has waited" · caught by who_has_to_wait_sleeps · spin

use std::sync::atomic::{
    AtomicUsize,
    Ordering::{Acquire, Relaxed, Release},
};
use std::thread;

#[derive(Debug)]
pub struct Semaphore(AtomicUsize);

#[derive(Debug)]
pub struct BoundedSemaphore(AtomicUsize, usize);

#[derive(Debug, PartialEq, Eq)]
pub struct ReleasedTooOften;

impl Semaphore {
    pub fn new(value: usize) -> Self {
        Semaphore(AtomicUsize::new(value))
    }

    pub fn acquire(&self) {
        while self.0.fetch_update(Acquire, Relaxed, |value| value.checked_sub(1)).is_err() {
            thread::yield_now();
        }
    }

    pub fn release(&self) {
        self.0.fetch_add(1, Release);
    }
}

impl BoundedSemaphore {
    pub fn new(value: usize) -> Self {
        BoundedSemaphore(AtomicUsize::new(value), value)
    }

    pub fn acquire(&self) {
        while self.0.fetch_update(Acquire, Relaxed, |value| value.checked_sub(1)).is_err() {
            thread::yield_now();
        }
    }

    pub fn release(&self) -> Result<(), ReleasedTooOften> {
        let add = |value| if value == self.1 { None } else { Some(value + 1) };
        self.0.fetch_update(Release, Relaxed, add).map(drop).map_err(|_| ReleasedTooOften)
    }
}
