//! right: who has put unparks the next; each looks at a flag of its own, since a park may end for no reason.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Thread};

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    let turns = [AtomicBool::new(true), AtomicBool::new(false), AtomicBool::new(false)];
    let turns = &turns;
    let run = move |page: usize, next: Option<Thread>| {
        fetch(page);
        // Acquire: pairs with the store below.
        while !turns[page].load(Ordering::Acquire) {
            thread::park();
        }
        put(page);
        if let Some(next) = next {
            // Release: pairs with the load above.
            turns[page + 1].store(true, Ordering::Release);
            next.unpark();
        }
    };
    thread::scope(|scope| {
        // The last one first, so that each can be told whom to unpark.
        let third = scope.spawn(move || run(2, None)).thread().clone();
        let second = scope.spawn(move || run(1, Some(third))).thread().clone();
        scope.spawn(move || run(0, Some(second)));
    });
}
