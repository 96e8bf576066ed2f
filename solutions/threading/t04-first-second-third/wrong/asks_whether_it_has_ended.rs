//! wrong: T5 "it has ended, so I see what it did" · caught by who_puts_a_page_sees_the_pages_before_it · data race

use std::{hint, thread};

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    thread::scope(|scope| {
        let first = scope.spawn(move || {
            fetch(0);
            put(0);
        });
        let second = scope.spawn(move || {
            fetch(1);
            while !first.is_finished() {
                hint::spin_loop();
            }
            put(1);
        });
        scope.spawn(move || {
            fetch(2);
            while !second.is_finished() {
                hint::spin_loop();
            }
            put(2);
        });
    });
}
