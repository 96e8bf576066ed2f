//! wrong: T5 "a read-modify-write is told the newest number, so nothing is missing" · caught by who_puts_a_page_sees_the_pages_before_it · data race

use std::sync::atomic::{AtomicUsize, Ordering::*, compiler_fence, fence};
use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    let turn = AtomicUsize::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            fetch(0);
            put(0);
            turn.fetch_add(1, Relaxed);
        });
        scope.spawn(|| {
            fetch(1);
            while turn.fetch_add(0, Relaxed) != 1 {
                thread::yield_now();
            }
            put(1);
            turn.fetch_add(1, Relaxed);
        });
        scope.spawn(|| {
            fetch(2);
            while turn.fetch_add(0, Relaxed) != 2 {
                thread::yield_now();
            }
            put(2);
        });
    });
}
