//! right: takes one fork and tries the other; if that is taken, puts back what it has, and waits for the one that it did not get.

use std::sync::{Mutex, TryLockError};

#[derive(Debug)]
pub struct Table {
    forks: Vec<Mutex<()>>,
}

impl Table {
    pub fn new(philosophers: usize) -> Self {
        Table { forks: (0..philosophers).map(|_| Mutex::new(())).collect() }
    }

    pub fn eat<T>(&self, who: usize, meal: impl FnOnce() -> T) -> T {
        let (left, right) = (who, (who + 1) % self.forks.len());
        let (mut first, mut second) = (left, right);
        loop {
            let _first = self.forks[first].lock().unwrap();
            match self.forks[second].try_lock() {
                Ok(_second) => return meal(),
                Err(TryLockError::WouldBlock) => (first, second) = (second, first),
                Err(TryLockError::Poisoned(error)) => panic!("{error}"),
            }
        }
    }
}
