//! t09, solved.

use std::sync::Mutex;

/// A round table. Two philosophers are neighbours if there is a fork that both need.
#[derive(Debug)]
pub struct Table {
    forks: Vec<Mutex<()>>,
}

impl Table {
    /// A table for `philosophers`, who are two or more.
    pub fn new(philosophers: usize) -> Self {
        Table { forks: (0..philosophers).map(|_| Mutex::new(())).collect() }
    }

    /// Takes both forks of philosopher `who`, has `meal` run, puts them back, and returns what `meal` returned.
    pub fn eat<T>(&self, who: usize, meal: impl FnOnce() -> T) -> T {
        let (left, right) = (who, (who + 1) % self.forks.len());
        // Everybody takes the lower number first. So who waits for a fork holds only lower ones, and in a circle somebody
        // would have to hold a higher one: the last philosopher, who alone reaches for the right fork first.
        let _first = self.forks[left.min(right)].lock().unwrap();
        let _second = self.forks[left.max(right)].lock().unwrap();
        // Named, not `_`, which would put the fork back before the meal.
        meal()
    }
}
