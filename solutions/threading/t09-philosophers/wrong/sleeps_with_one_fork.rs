//! wrong: T7 "a fork is put back under the mutex, so I can sleep with the other one in my hand" · caught by who_comes_back_closes_no_circle · deadlock

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Table {
    state: Mutex<Vec<bool>>,
    free: Condvar,
}

impl Table {
    pub fn new(philosophers: usize) -> Self {
        Table { state: Mutex::new(vec![false; philosophers]), free: Condvar::new() }
    }

    pub fn eat<T>(&self, who: usize, meal: impl FnOnce() -> T) -> T {
        let mut taken = self.state.lock().unwrap();
        let (left, right) = (who, (who + 1) % taken.len());
        taken = self.free.wait_while(taken, |taken| taken[left]).unwrap();
        taken[left] = true;
        taken = self.free.wait_while(taken, |taken| taken[right]).unwrap();
        taken[right] = true;
        drop(taken);
        let eaten = meal();
        let mut taken = self.state.lock().unwrap();
        (taken[left], taken[right]) = (false, false);
        self.free.notify_all();
        eaten
    }
}
