//! wrong: T5 "Release publishes, so who reads needs nothing" · caught by who_puts_a_page_sees_the_pages_before_it · data race

use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    let (first, second) = (AtomicBool::new(false), AtomicBool::new(false));
    thread::scope(|scope| {
        scope.spawn(|| {
            fetch(0);
            put(0);
            first.store(true, Ordering::Release);
        });
        scope.spawn(|| {
            fetch(1);
            while !first.load(Ordering::Relaxed) {
                hint::spin_loop();
            }
            put(1);
            second.store(true, Ordering::Release);
        });
        scope.spawn(|| {
            fetch(2);
            while !second.load(Ordering::Relaxed) {
                hint::spin_loop();
            }
            put(2);
        });
    });
}
