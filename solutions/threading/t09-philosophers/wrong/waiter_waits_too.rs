//! wrong: T4 "who takes forks has the waiter to himself until he has both" · caught by who_waits_keeps_out_nobody_but_neighbours · deadlock

use std::sync::Mutex;

#[derive(Debug)]
pub struct Table {
    waiter: Mutex<()>,
    forks: Vec<Mutex<()>>,
}

impl Table {
    pub fn new(philosophers: usize) -> Self {
        Table { waiter: Mutex::new(()), forks: (0..philosophers).map(|_| Mutex::new(())).collect() }
    }

    pub fn eat<T>(&self, who: usize, meal: impl FnOnce() -> T) -> T {
        let waiter = self.waiter.lock().unwrap();
        let _left = self.forks[who].lock().unwrap();
        let _right = self.forks[(who + 1) % self.forks.len()].lock().unwrap();
        drop(waiter);
        meal()
    }
}
