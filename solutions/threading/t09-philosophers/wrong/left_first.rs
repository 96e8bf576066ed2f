//! wrong: T7 "each takes the left fork, then the right one; somebody will be first" · caught by three_philosophers_all_eat · deadlock

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
        let _left = self.forks[left].lock().unwrap();
        let _right = self.forks[right].lock().unwrap();
        meal()
    }
}
