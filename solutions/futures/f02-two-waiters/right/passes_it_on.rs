//! right: whoever wakes wakes the next, as the holder of a lock does when it lets go.

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Future<T> {
    result: Mutex<Option<T>>,
    done: Condvar,
}

impl<T: Clone> Future<T> {
    pub fn new() -> Self {
        Future { result: Mutex::new(None), done: Condvar::new() }
    }

    pub fn result(&self) -> T {
        let result = self.done.wait_while(self.result.lock().unwrap(), |result| result.is_none()).unwrap();
        self.done.notify_one();
        result.clone().unwrap()
    }

    pub fn set_result(&self, value: T) {
        *self.result.lock().unwrap() = Some(value);
        self.done.notify_one();
    }
}
