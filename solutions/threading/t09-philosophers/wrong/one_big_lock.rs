//! wrong: T4 "one lock for everything; then there is no circle" · caught by two_who_are_no_neighbours_eat_at_the_same_time · deadlock

use std::sync::Mutex;

#[derive(Debug)]
pub struct Table {
    table: Mutex<()>,
}

impl Table {
    pub fn new(_: usize) -> Self {
        Table { table: Mutex::new(()) }
    }

    pub fn eat<T>(&self, _: usize, meal: impl FnOnce() -> T) -> T {
        let _table = self.table.lock().unwrap();
        meal()
    }
}
