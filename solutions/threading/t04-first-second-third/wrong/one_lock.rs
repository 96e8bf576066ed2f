//! wrong: T5 "a lock around it, so they come one after the other" · caught by the_pages_are_put_in_order · assertion

use std::sync::Mutex;
use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    let lock = Mutex::new(());
    let (lock, put) = (&lock, &put);
    thread::scope(|scope| {
        for page in 0..3 {
            scope.spawn(move || {
                fetch(page);
                let _locked = lock.lock().unwrap();
                put(page);
            });
        }
    });
}
