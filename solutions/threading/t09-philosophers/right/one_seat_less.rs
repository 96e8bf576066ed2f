//! right: one seat fewer than forks, so that of those who sit one always gets two; the seats are a semaphore.

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Table {
    forks: Vec<Mutex<()>>,
    seats: Mutex<usize>,
    free: Condvar,
}

impl Table {
    pub fn new(philosophers: usize) -> Self {
        let forks = (0..philosophers).map(|_| Mutex::new(())).collect();
        Table { forks, seats: Mutex::new(philosophers - 1), free: Condvar::new() }
    }

    pub fn eat<T>(&self, who: usize, meal: impl FnOnce() -> T) -> T {
        *self.free.wait_while(self.seats.lock().unwrap(), |seats| *seats == 0).unwrap() -= 1;
        let meal = {
            let _left = self.forks[who].lock().unwrap();
            let _right = self.forks[(who + 1) % self.forks.len()].lock().unwrap();
            meal()
        };
        *self.seats.lock().unwrap() += 1;
        self.free.notify_one();
        meal
    }
}
