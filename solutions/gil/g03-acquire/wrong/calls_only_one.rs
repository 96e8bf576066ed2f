//! wrong: T6 "whoever is first on the list is asleep" · caught by at_most_one_thread_holds_the_gil · deadlock

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Relaxed, Release},
};
use std::thread::{self, Thread};

#[derive(Debug, Default)]
pub struct Gil {
    held: AtomicBool,
    parked: Mutex<VecDeque<Thread>>,
}

#[derive(Debug)]
pub struct Held<'gil> {
    gil: &'gil Gil,
}

impl Gil {
    pub fn acquire(&self) -> Held<'_> {
        while self.held.compare_exchange(false, true, Acquire, Relaxed).is_err() {
            self.parked.lock().unwrap().push_back(thread::current());
            if self.held.load(Relaxed) {
                thread::park();
            }
        }
        Held { gil: self }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.gil.held.store(false, Release);
        let first = self.gil.parked.lock().unwrap().pop_front();
        if let Some(thread) = first {
            thread.unpark();
        }
    }
}
