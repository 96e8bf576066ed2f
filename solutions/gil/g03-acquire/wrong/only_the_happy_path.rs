//! wrong: N6 "the happy path is enough" · caught by a_thread_that_panics_lets_go · hang

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
        let held = self.held.lock().unwrap();
        *self.free.wait_while(held, |held| *held).unwrap() = true;
        Held { gil: self }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            *self.gil.held.lock().unwrap() = false;
            self.gil.free.notify_one();
        }
    }
}
