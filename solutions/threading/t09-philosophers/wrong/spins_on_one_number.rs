//! wrong: T8 "both forks in one step, so there is nothing to sleep for" · caught by who_has_to_wait_sleeps · spin

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

#[derive(Debug)]
pub struct Table {
    forks: u32,
    /// A bit for each fork that is in a hand.
    taken: AtomicU32,
}

impl Table {
    pub fn new(philosophers: usize) -> Self {
        Table { forks: philosophers as u32, taken: AtomicU32::new(0) }
    }

    pub fn eat<T>(&self, who: usize, meal: impl FnOnce() -> T) -> T {
        let mine = 1 << who | 1 << ((who as u32 + 1) % self.forks);
        let take = |taken| (taken & mine == 0).then_some(taken | mine);
        while self.taken.fetch_update(Ordering::Acquire, Ordering::Relaxed, take).is_err() {
            thread::yield_now();
        }
        let meal = meal();
        self.taken.fetch_and(!mine, Ordering::Release);
        meal
    }
}
