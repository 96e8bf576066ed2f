//! wrong: T5 "a flag that I look at again and again costs nobody anything" · caught by the_pages_are_put_in_order · spin

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
            while !first.load(Ordering::Acquire) {}
            put(1);
            second.store(true, Ordering::Release);
        });
        scope.spawn(|| {
            fetch(2);
            while !second.load(Ordering::Acquire) {}
            put(2);
        });
    });
}
