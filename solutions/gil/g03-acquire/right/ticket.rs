//! right: tickets as at a counter: first come, first served, and everybody is called each time.

use std::sync::{Condvar, Mutex};

#[derive(Debug, Default)]
struct Counter {
    next_ticket: u64,
    now_serving: u64,
}

#[derive(Debug, Default)]
pub struct Gil {
    counter: Mutex<Counter>,
    called: Condvar,
}

#[derive(Debug)]
pub struct Held<'gil> {
    gil: &'gil Gil,
}

impl Gil {
    pub fn acquire(&self) -> Held<'_> {
        let mut counter = self.counter.lock().unwrap();
        let mine = counter.next_ticket;
        counter.next_ticket += 1;
        while counter.now_serving != mine {
            counter = self.called.wait(counter).unwrap();
        }
        Held { gil: self }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.gil.counter.lock().unwrap().now_serving += 1;
        // All: only one of them has the next ticket, and a condition variable does not know which.
        self.gil.called.notify_all();
    }
}
