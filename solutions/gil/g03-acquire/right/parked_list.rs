//! right: an atomic flag, taken by compare-exchange, and a list of threads to unpark; no condition variable.

use std::sync::Mutex;
use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Relaxed, Release},
};
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
        // Acquire: pairs with the Release store in `drop`. Relaxed on failure: nothing is read through it.
        while self.held.compare_exchange(false, true, Acquire, Relaxed).is_err() {
            self.parked.lock().unwrap().push(thread::current());
            // Look again, now that we are on the list: a holder that let go before we were on it told nobody.
            // Relaxed: if it emptied the list before us, its mutex shows us its store; if after, it unparks us.
            if self.held.load(Relaxed) {
                thread::park();
            }
        }
        Held { gil: self }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        // Release: pairs with the Acquire of the next compare-exchange.
        self.gil.held.store(false, Release);
        // All: some on the list may have got the GIL without sleeping, and would swallow the only call.
        for thread in self.gil.parked.lock().unwrap().drain(..) {
            thread.unpark();
        }
    }
}
