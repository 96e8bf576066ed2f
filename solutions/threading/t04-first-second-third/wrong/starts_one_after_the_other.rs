//! wrong: T4 "start it, join it, then the next: that is in order" · caught by all_three_fetch_at_the_same_time · deadlock

use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    for page in 0..3 {
        thread::scope(|scope| {
            scope.spawn(|| {
                fetch(page);
                put(page);
            });
        });
    }
}
