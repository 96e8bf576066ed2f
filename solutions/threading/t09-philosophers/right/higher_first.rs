//! right: everybody takes the higher number first.

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Table {
    forks: Vec<Mutex<()>>,
    put: Mutex<()>,
    back: Condvar,
}

impl Table {
    pub fn new(philosophers: usize) -> Self {
        Table { forks: (0..philosophers).map(|_| Mutex::new(())).collect(), put: Mutex::new(()), back: Condvar::new() }
    }

    pub fn eat<T>(&self, who: usize, meal: impl FnOnce() -> T) -> T {
        let (left, right) = (who, (who + 1) % self.forks.len());
        let _first = self.forks[left.max(right)].lock().unwrap();
        let _second = self.forks[left.min(right)].lock().unwrap();
        meal()
    }
}
