//! wrong: T6 "I look first, so I only sleep if I must" · caught by one_who_waits_is_served · deadlock

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
        loop {
            let now = self.result.lock().unwrap().clone();
            if let Some(result) = now {
                return result;
            }
            drop(self.done.wait(self.result.lock().unwrap()).unwrap());
        }
    }

    pub fn set_result(&self, value: T) {
        *self.result.lock().unwrap() = Some(value);
        self.done.notify_all();
    }
}
