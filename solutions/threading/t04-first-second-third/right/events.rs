//! right: an event for each page, made of a flag, a mutex and a condition variable, as Python's is.

use std::sync::{Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Event {
    flag: Mutex<bool>,
    changed: Condvar,
}

impl Event {
    fn set(&self) {
        *self.flag.lock().unwrap() = true;
        self.changed.notify_all();
    }

    fn wait(&self) {
        drop(self.changed.wait_while(self.flag.lock().unwrap(), |flag| !*flag).unwrap());
    }
}

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    let (first, second) = (Event::default(), Event::default());
    thread::scope(|scope| {
        scope.spawn(|| {
            fetch(0);
            put(0);
            first.set();
        });
        scope.spawn(|| {
            fetch(1);
            first.wait();
            put(1);
            second.set();
        });
        scope.spawn(|| {
            fetch(2);
            second.wait();
            put(2);
        });
    });
}
