//! right: after each wake-up it lets go of the mutex and starts over from the first line.

use std::sync::{Condvar, Mutex};

#[derive(Debug, Default)]
pub struct Gil {
    held: Mutex<bool>,
    free: Condvar,
}

impl Gil {
    pub fn take(&self) {
        loop {
            let mut held = self.held.lock().unwrap();
            if !*held {
                *held = true;
                return;
            }
            drop(self.free.wait(held).unwrap());
        }
    }

    pub fn release(&self) {
        *self.held.lock().unwrap() = false;
        self.free.notify_one();
    }
}
