//! right: a barrier for two, between each put and the next.

use std::sync::Barrier;
use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    let (first_put, second_put) = (Barrier::new(2), Barrier::new(2));
    thread::scope(|scope| {
        scope.spawn(|| {
            fetch(0);
            put(0);
            first_put.wait();
        });
        scope.spawn(|| {
            fetch(1);
            first_put.wait();
            put(1);
            second_put.wait();
        });
        scope.spawn(|| {
            fetch(2);
            second_put.wait();
            put(2);
        });
    });
}
