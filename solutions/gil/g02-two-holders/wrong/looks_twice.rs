//! wrong: G3 "looking once more is enough" · caught by at_most_one_thread_holds_the_gil · assertion

use std::sync::{Condvar, Mutex};

#[derive(Debug, Default)]
pub struct Gil {
    held: Mutex<bool>,
    free: Condvar,
}

impl Gil {
    pub fn take(&self) {
        let mut held = self.held.lock().unwrap();
        if *held {
            held = self.free.wait(held).unwrap();
        }
        if *held {
            held = self.free.wait(held).unwrap();
        }
        *held = true;
    }

    pub fn release(&self) {
        *self.held.lock().unwrap() = false;
        self.free.notify_one();
    }
}
