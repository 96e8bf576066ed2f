//! wrong: T5 "the flag says that I am about to, and that is soon enough" · caught by the_pages_are_put_in_order · assertion

use std::sync::mpsc::channel;
use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    let (first_done, first) = channel();
    let (second_done, second) = channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            fetch(0);
            first_done.send(()).unwrap();
            put(0);
        });
        scope.spawn(move || {
            fetch(1);
            first.recv().unwrap();
            second_done.send(()).unwrap();
            put(1);
        });
        scope.spawn(move || {
            fetch(2);
            second.recv().unwrap();
            put(2);
        });
    });
}
