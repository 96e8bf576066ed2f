//! right: one number says whose turn it is, and one loop starts the three.

use std::sync::{Condvar, Mutex};
use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    let (turn, next) = (Mutex::new(0), Condvar::new());
    let (turn, next) = (&turn, &next);
    thread::scope(|scope| {
        for page in 0..3 {
            scope.spawn(move || {
                fetch(page);
                let mut turn = next.wait_while(turn.lock().unwrap(), |turn| *turn != page).unwrap();
                put(page);
                *turn += 1;
                next.notify_all();
            });
        }
    });
}
