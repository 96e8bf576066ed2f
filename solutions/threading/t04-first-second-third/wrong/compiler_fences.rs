//! wrong: T5 "it is only the compiler that moves lines" · caught by who_puts_a_page_sees_the_pages_before_it · data race

use std::sync::atomic::{AtomicUsize, Ordering::*, compiler_fence, fence};
use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    let turn = AtomicUsize::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            fetch(0);
            put(0);
            compiler_fence(SeqCst);
            turn.store(1, Relaxed);
        });
        scope.spawn(|| {
            fetch(1);
            while turn.load(Relaxed) != 1 {
                thread::yield_now();
            }
            compiler_fence(SeqCst);
            put(1);
            compiler_fence(SeqCst);
            turn.store(2, Relaxed);
        });
        scope.spawn(|| {
            fetch(2);
            while turn.load(Relaxed) != 2 {
                thread::yield_now();
            }
            compiler_fence(SeqCst);
            put(2);
        });
    });
}
