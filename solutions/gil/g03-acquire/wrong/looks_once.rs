//! wrong: G3 "I was notified, therefore it is my turn" · caught by at_most_one_thread_holds_the_gil · assertion

use std::sync::{Condvar, Mutex};

#[derive(Debug, Default)]
pub struct Gil {
    held: Mutex<bool>,
    free: Condvar,
}

#[derive(Debug)]
pub struct Held<'gil> {
    gil: &'gil Gil,
}

impl Gil {
    pub fn acquire(&self) -> Held<'_> {
        let mut held = self.held.lock().unwrap();
        if *held {
            held = self.free.wait(held).unwrap();
        }
        *held = true;
        Held { gil: self }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        *self.gil.held.lock().unwrap() = false;
        self.gil.free.notify_one();
    }
}
