//! right: a number that is looked at again and again, stored with Release and loaded with Acquire.

use std::hint;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    let turn = &AtomicUsize::new(0);
    thread::scope(|scope| {
        for page in 0..3 {
            scope.spawn(move || {
                fetch(page);
                // Acquire: pairs with the store of the thread before.
                while turn.load(Ordering::Acquire) != page {
                    hint::spin_loop();
                }
                put(page);
                // Release: pairs with the load of the thread after.
                turn.store(page + 1, Ordering::Release);
            });
        }
    });
}
