//! wrong: T5 "both wait for the first, so both come after it" · caught by the_pages_are_put_in_order · assertion

use std::sync::{Condvar, Mutex};
use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    let (first, changed) = (Mutex::new(false), Condvar::new());
    let wait_for_the_first = || drop(changed.wait_while(first.lock().unwrap(), |first| !*first).unwrap());
    thread::scope(|scope| {
        scope.spawn(|| {
            fetch(0);
            put(0);
            *first.lock().unwrap() = true;
            changed.notify_all();
        });
        scope.spawn(|| {
            fetch(1);
            wait_for_the_first();
            put(1);
        });
        scope.spawn(|| {
            fetch(2);
            wait_for_the_first();
            put(2);
        });
    });
}
