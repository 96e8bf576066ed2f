//! wrong: F2 "the result goes to whoever asks first" · caught by a_result_that_is_there_is_handed_out_again_and_again · deadlock

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
        loop {
            if let Some(result) = result.take() {
                return result;
            }
            result = self.done.wait(result).unwrap();
        }
    }

    pub fn set_result(&self, value: T) {
        *self.result.lock().unwrap() = Some(value);
        self.done.notify_all();
    }
}
