//! wrong: T6 "notify is remembered until someone waits" · caught by the_pages_are_put_in_order · deadlock

use std::sync::{Condvar, Mutex};
use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    let lock = Mutex::new(());
    let (first, second) = (Condvar::new(), Condvar::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            fetch(0);
            put(0);
            first.notify_one();
        });
        scope.spawn(|| {
            fetch(1);
            drop(first.wait(lock.lock().unwrap()).unwrap());
            put(1);
            second.notify_one();
        });
        scope.spawn(|| {
            fetch(2);
            drop(second.wait(lock.lock().unwrap()).unwrap());
            put(2);
        });
    });
}
