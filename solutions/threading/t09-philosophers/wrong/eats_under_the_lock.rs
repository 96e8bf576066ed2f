//! wrong: T4 "the forks are under a lock, and I have it" · caught by two_who_are_no_neighbours_eat_at_the_same_time · deadlock

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
        let meal = meal();
        (taken[left], taken[right]) = (false, false);
        self.put_back.notify_all();
        meal
    }
}
