//! right: two channels; who has put sends word, and who is next waits for it.

use std::sync::mpsc::channel;
use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    let (first_done, first) = channel();
    let (second_done, second) = channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            fetch(0);
            put(0);
            first_done.send(()).unwrap();
        });
        scope.spawn(move || {
            fetch(1);
            first.recv().unwrap();
            put(1);
            second_done.send(()).unwrap();
        });
        scope.spawn(move || {
            fetch(2);
            second.recv().unwrap();
            put(2);
        });
    });
}
