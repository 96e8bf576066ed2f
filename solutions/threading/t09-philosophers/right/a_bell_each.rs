//! right: a fork is a mutex around a flag, with a condition variable of its own; lower number first.

use std::sync::{Condvar, Mutex};

#[derive(Debug, Default)]
struct Fork {
    taken: Mutex<bool>,
    put_back: Condvar,
}

impl Fork {
    fn take(&self) {
        *self.put_back.wait_while(self.taken.lock().unwrap(), |taken| *taken).unwrap() = true;
    }

    fn put_back(&self) {
        *self.taken.lock().unwrap() = false;
        self.put_back.notify_one();
    }
}

#[derive(Debug)]
pub struct Table {
    forks: Vec<Fork>,
}

impl Table {
    pub fn new(philosophers: usize) -> Self {
        Table { forks: (0..philosophers).map(|_| Fork::default()).collect() }
    }

    pub fn eat<T>(&self, who: usize, meal: impl FnOnce() -> T) -> T {
        let mut mine = [who, (who + 1) % self.forks.len()];
        mine.sort_unstable();
        mine.iter().for_each(|&fork| self.forks[fork].take());
        let meal = meal();
        mine.iter().for_each(|&fork| self.forks[fork].put_back());
        meal
    }
}
