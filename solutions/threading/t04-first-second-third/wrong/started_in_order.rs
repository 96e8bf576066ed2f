//! wrong: T1 "they run in the order in which I started them" · caught by the_pages_are_put_in_order · assertion

use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    thread::scope(|scope| {
        scope.spawn(|| {
            fetch(0);
            put(0);
        });
        scope.spawn(|| {
            fetch(1);
            put(1);
        });
        scope.spawn(|| {
            fetch(2);
            put(2);
        });
    });
}
