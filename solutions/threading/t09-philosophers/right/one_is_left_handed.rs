//! right: everybody takes the left fork first, but for one, who takes the right one.

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
        let (first, second) = if who == 0 { (right, left) } else { (left, right) };
        let _first = self.forks[first].lock().unwrap();
        let _second = self.forks[second].lock().unwrap();
        meal()
    }
}
