//! wrong: T7 "if they start at different times they do not meet" · caught by three_philosophers_all_eat · deadlock

use std::sync::Mutex;
use std::thread;
use std::time::Duration;

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
        thread::sleep(Duration::from_millis(10 * who as u64));
        let _left = self.forks[left].lock().unwrap();
        let _right = self.forks[right].lock().unwrap();
        meal()
    }
}
