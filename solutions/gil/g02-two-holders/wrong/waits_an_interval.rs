//! wrong: G4 "after the switch interval it is my turn" · caught by woken_for_no_reason_it_looks_again · assertion

use std::sync::{Condvar, Mutex};
use std::time::Duration;

#[derive(Debug, Default)]
pub struct Gil {
    held: Mutex<bool>,
    free: Condvar,
}

impl Gil {
    pub fn take(&self) {
        let mut held = self.held.lock().unwrap();
        if *held {
            held = self.free.wait_timeout(held, Duration::from_millis(5)).unwrap().0;
        }
        *held = true;
    }

    pub fn release(&self) {
        *self.held.lock().unwrap() = false;
        self.free.notify_one();
    }
}
