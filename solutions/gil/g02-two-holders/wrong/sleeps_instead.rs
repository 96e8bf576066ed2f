//! wrong: T5 "if I sleep long enough, the other is done" · caught by woken_for_no_reason_it_looks_again · assertion

use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

#[derive(Debug, Default)]
pub struct Gil {
    held: Mutex<bool>,
    free: Condvar,
}

impl Gil {
    pub fn take(&self) {
        let held = *self.held.lock().unwrap();
        if held {
            thread::sleep(Duration::from_millis(100));
        }
        *self.held.lock().unwrap() = true;
    }

    pub fn release(&self) {
        *self.held.lock().unwrap() = false;
        self.free.notify_one();
    }
}
