//! right: the standard library's own loop.

use std::sync::{Condvar, Mutex};

#[derive(Debug, Default)]
pub struct Gil {
    held: Mutex<bool>,
    free: Condvar,
}

impl Gil {
    pub fn take(&self) {
        let held = self.held.lock().unwrap();
        *self.free.wait_while(held, |held| *held).unwrap() = true;
    }

    pub fn release(&self) {
        *self.held.lock().unwrap() = false;
        self.free.notify_one();
    }
}
