//! right: whoever is the last to have fetched puts all three.

use std::sync::atomic::{AtomicUsize, Ordering::AcqRel};
use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    let fetched = AtomicUsize::new(0);
    thread::scope(|scope| {
        for page in 0..3 {
            let fetched = &fetched;
            scope.spawn(move || {
                fetch(page);
                if fetched.fetch_add(1, AcqRel) == 2 {
                    (0..3).for_each(put);
                }
            });
        }
    });
}
