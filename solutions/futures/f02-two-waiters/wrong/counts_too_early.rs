//! wrong: T6 "I have counted who sleeps, so I know whom to wake" · caught by one_who_waits_is_served · deadlock

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Future<T> {
    result: Mutex<Option<T>>,
    waiting: Mutex<usize>,
    done: Condvar,
}

impl<T: Clone> Future<T> {
    pub fn new() -> Self {
        Future { result: Mutex::new(None), waiting: Mutex::new(0), done: Condvar::new() }
    }

    pub fn result(&self) -> T {
        let mut result = self.result.lock().unwrap();
        while result.is_none() {
            *self.waiting.lock().unwrap() += 1;
            result = self.done.wait(result).unwrap();
        }
        result.clone().unwrap()
    }

    pub fn set_result(&self, value: T) {
        let waiting = *self.waiting.lock().unwrap();
        *self.result.lock().unwrap() = Some(value);
        for _ in 0..waiting {
            self.done.notify_one();
        }
    }
}
