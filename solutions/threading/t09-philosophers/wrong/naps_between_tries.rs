//! wrong: T8 "after a nap it will be free" · caught by who_has_to_wait_sleeps · spin

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
        loop {
            if let Ok(_left) = self.forks[left].try_lock()
                && let Ok(_right) = self.forks[right].try_lock()
            {
                return meal();
            }
            thread::sleep(Duration::from_millis(1 + who as u64));
        }
    }
}
