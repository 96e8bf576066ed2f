//! wrong: T5 "if I let the others go first, they are done first" · caught by the_slowest_page_is_still_the_first · assertion

use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    thread::scope(|scope| {
        scope.spawn(|| {
            fetch(0);
            put(0);
        });
        scope.spawn(|| {
            fetch(1);
            thread::yield_now();
            put(1);
        });
        scope.spawn(|| {
            fetch(2);
            thread::yield_now();
            thread::yield_now();
            put(2);
        });
    });
}
