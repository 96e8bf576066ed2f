//! right: the odd ones take the right fork first, the even ones the left; so two neighbours reach for the same fork first, and a circle never closes.

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
        let (first, second) = if who % 2 == 0 { (left, right) } else { (right, left) };
        let _first = self.forks[first].lock().unwrap();
        let _second = self.forks[second].lock().unwrap();
        meal()
    }
}
