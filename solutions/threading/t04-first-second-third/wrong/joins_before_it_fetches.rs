//! wrong: T4 "wait first, then work" · caught by all_three_fetch_at_the_same_time · deadlock

use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    thread::scope(|scope| {
        let first = scope.spawn(|| {
            fetch(0);
            put(0);
        });
        let second = scope.spawn(|| {
            first.join().unwrap();
            fetch(1);
            put(1);
        });
        scope.spawn(|| {
            second.join().unwrap();
            fetch(2);
            put(2);
        });
    });
}
