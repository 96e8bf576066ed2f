//! wrong: T5 "a global is seen by all, so the turn stands in one" · caught by real_threads_put_many_reports_in_order · assertion

use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::thread;

static TURN: AtomicUsize = AtomicUsize::new(0);

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    thread::scope(|scope| {
        scope.spawn(|| {
            fetch(0);
            put(0);
            TURN.fetch_max(1, Release);
        });
        scope.spawn(|| {
            fetch(1);
            while TURN.load(Acquire) < 1 {
                thread::yield_now();
            }
            put(1);
            TURN.fetch_max(2, Release);
        });
        scope.spawn(|| {
            fetch(2);
            while TURN.load(Acquire) < 2 {
                thread::yield_now();
            }
            put(2);
        });
    });
}
