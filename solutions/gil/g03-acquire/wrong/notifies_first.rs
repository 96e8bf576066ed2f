//! wrong: T6 "the notify is remembered until the flag is clear" · caught by at_most_one_thread_holds_the_gil · deadlock

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
        self.gil.free.notify_one();
        *self.gil.held.lock().unwrap() = false;
    }
}
