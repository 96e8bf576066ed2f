//! wrong: T5 "a plain flag and a nap between two looks is as good as an event" · caught by who_puts_a_page_sees_the_pages_before_it · data race

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    let (first, second) = (AtomicBool::new(false), AtomicBool::new(false));
    thread::scope(|scope| {
        scope.spawn(|| {
            fetch(0);
            put(0);
            first.store(true, Ordering::Relaxed);
        });
        scope.spawn(|| {
            fetch(1);
            while !first.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(1));
            }
            put(1);
            second.store(true, Ordering::Relaxed);
        });
        scope.spawn(|| {
            fetch(2);
            while !second.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(1));
            }
            put(2);
        });
    });
}
