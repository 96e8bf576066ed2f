//! wrong: T5 "if I sleep long enough it is ordered" · caught by the_pages_are_put_in_order · assertion

use std::thread;
use std::time::Duration;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    thread::scope(|scope| {
        scope.spawn(|| {
            fetch(0);
            put(0);
        });
        scope.spawn(|| {
            fetch(1);
            thread::sleep(Duration::from_secs(10));
            put(1);
        });
        scope.spawn(|| {
            fetch(2);
            thread::sleep(Duration::from_secs(20));
            put(2);
        });
    });
}
