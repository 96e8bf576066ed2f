//! right: looks again and again, and naps in between; but what it looks at is under a lock, which orders.

use std::sync::Mutex;
use std::thread;
use std::time::Duration;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    let turn = &Mutex::new(0);
    thread::scope(|scope| {
        for page in 0..3 {
            scope.spawn(move || {
                fetch(page);
                while *turn.lock().unwrap() != page {
                    thread::sleep(Duration::from_millis(1));
                }
                put(page);
                *turn.lock().unwrap() += 1;
            });
        }
    });
}
