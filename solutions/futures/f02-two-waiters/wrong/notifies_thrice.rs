//! wrong: T6 "three times is enough for anybody" · caught by four_who_wait_are_served · deadlock

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
        let mut result = self.result.lock().unwrap();
        while result.is_none() {
            result = self.done.wait(result).unwrap();
        }
        result.clone().unwrap()
    }

    pub fn set_result(&self, value: T) {
        *self.result.lock().unwrap() = Some(value);
        for _ in 0..3 {
            self.done.notify_one();
        }
    }
}
