//! wrong: T7 "try-lock solves it" · caught by who_has_to_wait_sleeps · spin

use std::sync::Mutex;
use std::thread;

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
        loop {
            let _left = self.forks[left].lock().unwrap();
            if let Ok(_right) = self.forks[right].try_lock() {
                return meal();
            }
            drop(_left);
            thread::yield_now();
        }
    }
}
