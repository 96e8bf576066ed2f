//! wrong: T7 "who tries does not wait, so there is no deadlock" · caught by three_philosophers_all_eat · spin

use std::hint;
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
        loop {
            if let Ok(_right) = self.forks[right].try_lock() {
                return meal();
            }
            hint::spin_loop();
        }
    }
}
