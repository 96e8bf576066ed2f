//! wrong: T4 "I locked both, so I have both" · caught by three_philosophers_all_eat · data race

use std::sync::Mutex;

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
        let _ = self.forks[left.min(right)].lock();
        let _ = self.forks[left.max(right)].lock();
        meal()
    }
}
