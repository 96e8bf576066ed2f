//! right: an atomic number, and a list of threads to unpark; no condition variable.

use std::sync::Mutex;
use std::sync::atomic::{
    AtomicUsize,
    Ordering::{AcqRel, Relaxed},
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

    /// Changes the number by one step of `next`, if that gives one; returns whether it did.
    fn change(&self, next: impl Fn(usize) -> Option<usize>) -> bool {
        // Relaxed: a first guess, which the exchange checks.
        let mut value = self.value.load(Relaxed);
        while let Some(new) = next(value) {
            // AcqRel: pairs with itself. Who takes a permit sees what was done before it came back. Relaxed on failure: as above.
            match self.value.compare_exchange(value, new, AcqRel, Relaxed) {
                Ok(_) => return true,
                Err(now) => value = now,
            }
        }
        false
    }

    pub fn acquire(&self) {
        while !self.change(|value| value.checked_sub(1)) {
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
        if !self.change(|value| (value < bound).then(|| value + 1)) {
            return Err(ReleasedTooOften);
        }
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
