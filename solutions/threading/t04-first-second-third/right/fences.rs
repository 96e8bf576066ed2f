//! right: a number that is stored and loaded Relaxed, with a fence on each side.

use std::sync::atomic::{AtomicUsize, Ordering::*, fence};
use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    let turn = AtomicUsize::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            fetch(0);
            put(0);
            fence(Release);
            turn.store(1, Relaxed);
        });
        scope.spawn(|| {
            fetch(1);
            while turn.load(Relaxed) != 1 {
                thread::yield_now();
            }
            fence(Acquire);
            put(1);
            fence(Release);
            turn.store(2, Relaxed);
        });
        scope.spawn(|| {
            fetch(2);
            while turn.load(Relaxed) != 2 {
                thread::yield_now();
            }
            fence(Acquire);
            put(2);
        });
    });
}
