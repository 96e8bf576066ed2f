//! wrong: T5 "whose turn it is can stand in a static" · caught by real_threads_put_many_reports_in_order · assertion

use std::sync::{Condvar, Mutex};
use std::thread;

static TURN: Mutex<usize> = Mutex::new(0);
static NEXT: Condvar = Condvar::new();

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    thread::scope(|scope| {
        for page in 0..3 {
            scope.spawn(move || {
                fetch(page);
                // Later than its turn is late enough.
                let mut turn = NEXT.wait_while(TURN.lock().unwrap(), |turn| *turn < page).unwrap();
                put(page);
                *turn += 1;
                NEXT.notify_all();
            });
        }
    });
}
