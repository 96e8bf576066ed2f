//! wrong: T5 "an atomic flag is always in order" · caught by the_next_holder_sees_what_the_last_one_did · data race

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::{self, Thread};

#[derive(Debug, Default)]
pub struct Gil {
    held: AtomicBool,
    parked: Mutex<Vec<Thread>>,
}

#[derive(Debug)]
pub struct Held<'gil> {
    gil: &'gil Gil,
}

impl Gil {
    pub fn acquire(&self) -> Held<'_> {
        while self.held.compare_exchange(false, true, Relaxed, Relaxed).is_err() {
            self.parked.lock().unwrap().push(thread::current());
            if self.held.load(Relaxed) {
                thread::park();
            }
        }
        Held { gil: self }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.gil.held.store(false, Relaxed);
        for thread in self.gil.parked.lock().unwrap().drain(..) {
            thread.unpark();
        }
    }
}
