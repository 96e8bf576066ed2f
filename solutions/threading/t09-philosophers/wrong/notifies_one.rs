//! wrong: T6 "I am done, so one other can eat" · caught by who_is_done_lets_in_everybody_who_can_eat · deadlock

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Table {
    /// Which forks are in a hand.
    taken: Mutex<Vec<bool>>,
    put_back: Condvar,
}

impl Table {
    pub fn new(philosophers: usize) -> Self {
        Table { taken: Mutex::new(vec![false; philosophers]), put_back: Condvar::new() }
    }

    pub fn eat<T>(&self, who: usize, meal: impl FnOnce() -> T) -> T {
        let mut taken = self.taken.lock().unwrap();
        let (left, right) = (who, (who + 1) % taken.len());
        taken = self.put_back.wait_while(taken, |taken| taken[left] || taken[right]).unwrap();
        (taken[left], taken[right]) = (true, true);
        drop(taken);
        let meal = meal();
        let mut taken = self.taken.lock().unwrap();
        (taken[left], taken[right]) = (false, false);
        self.put_back.notify_one();
        meal
    }
}
