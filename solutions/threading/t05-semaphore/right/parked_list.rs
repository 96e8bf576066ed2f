//! right: an atomic number, and a list of threads to unpark; no condition variable.

use std::sync::Mutex;
use std::sync::atomic::{
    AtomicUsize,
    Ordering::{Acquire, Relaxed, Release},
};
use std::thread::{self, Thread};

#[derive(Debug)]
pub struct Semaphore {
    value: AtomicUsize,
    parked: Mutex<Vec<Thread>>,
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
        Semaphore { value: AtomicUsize::new(value), parked: Mutex::default() }
    }

    pub fn acquire(&self) {
        // Acquire: pairs with the Release in `release_up_to`. Relaxed on failure: nothing is read through it.
        while self.value.fetch_update(Acquire, Relaxed, |value| value.checked_sub(1)).is_err() {
            self.parked.lock().unwrap().push(thread::current());
            // Look again, now that we are on the list: a permit that came before told nobody of us.
            // Relaxed: if the list was emptied before us, its mutex shows us the number; if after, we are unparked.
            if self.value.load(Relaxed) == 0 {
                thread::park();
            }
        }
    }

    pub fn release(&self) {
        self.release_up_to(usize::MAX).expect("there is always room");
    }

    fn release_up_to(&self, bound: usize) -> Result<(), ReleasedTooOften> {
        let more = |value: usize| (value < bound).then(|| value + 1);
        // Release: pairs with the Acquire of whoever takes this permit. Relaxed on failure: nothing is read through it.
        self.value.fetch_update(Release, Relaxed, more).map_err(|_| ReleasedTooOften)?;
        // All: some on the list may have got a permit without sleeping, and would swallow the only call.
        self.parked.lock().unwrap().drain(..).for_each(|thread| thread.unpark());
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
