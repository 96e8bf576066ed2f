//! wrong: F2 "the last to arrive has missed it, so wake the next when somebody asks" · caught by two_who_wait_are_served · deadlock

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
        // Before it sleeps, and not after it was woken: it may be the last who ever asks.
        self.done.notify_one();
        let mut result = self.result.lock().unwrap();
        while result.is_none() {
            result = self.done.wait(result).unwrap();
        }
        result.clone().unwrap()
    }

    pub fn set_result(&self, value: T) {
        *self.result.lock().unwrap() = Some(value);
        self.done.notify_one();
    }
}
