//! wrong: T6 "an atomic flag needs no mutex to change it" · caught by at_most_one_thread_holds_the_gil · deadlock

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};

#[derive(Debug, Default)]
pub struct Gil {
    held: AtomicBool,
    mutex: Mutex<()>,
    free: Condvar,
}

#[derive(Debug)]
pub struct Held<'gil> {
    gil: &'gil Gil,
}

impl Gil {
    pub fn acquire(&self) -> Held<'_> {
        let mut guard = self.mutex.lock().unwrap();
        while self.held.swap(true, SeqCst) {
            guard = self.free.wait(guard).unwrap();
        }
        Held { gil: self }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.gil.held.store(false, SeqCst);
        self.gil.free.notify_one();
    }
}
