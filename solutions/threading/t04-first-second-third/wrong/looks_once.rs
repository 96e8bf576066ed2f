//! wrong: T5 "it sleeps, and then it looks; that is enough" · caught by the_pages_are_put_in_order · assertion

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

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
            if !first.load(Ordering::Acquire) {
                thread::sleep(Duration::from_secs(1));
            }
            put(1);
            second.store(true, Ordering::Release);
        });
        scope.spawn(|| {
            fetch(2);
            if !second.load(Ordering::Acquire) {
                thread::sleep(Duration::from_secs(1));
            }
            put(2);
        });
    });
}
