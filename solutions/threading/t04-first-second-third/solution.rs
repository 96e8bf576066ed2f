//! t04, solved.

use std::thread;

/// Has page 0, 1 and 2 fetched, and put in that order. When it returns, all three have been put.
pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    thread::scope(|scope| {
        let first = scope.spawn(|| {
            fetch(0);
            put(0);
        });
        let second = scope.spawn(|| {
            fetch(1);
            // Waits for the end of the first thread, however long it takes, and then sees all that it did.
            first.join().unwrap();
            put(1);
        });
        scope.spawn(|| {
            fetch(2);
            // The second one is enough: it has waited for the first, and hands on what it saw there.
            second.join().unwrap();
            put(2);
        });
    });
}
