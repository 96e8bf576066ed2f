//! wrong: T6 "if it is taken, I sleep until somebody says that one is back" · caught by three_philosophers_all_eat · deadlock

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
        loop {
            let first = self.forks[left].lock().unwrap();
            if let Ok(second) = self.forks[right].try_lock() {
                let eaten = meal();
                drop((first, second));
                self.back.notify_all();
                return eaten;
            }
            drop(first);
            drop(self.back.wait(self.put.lock().unwrap()).unwrap());
        }
    }
}
