//! right: the threads only fetch; whoever has joined all three puts the pages itself.

use std::thread;

pub fn in_order(fetch: &(dyn Fn(usize) + Sync), put: &(dyn Fn(usize) + Sync)) {
    thread::scope(|scope| {
        let fetches: Vec<_> = (0..3).map(|page| scope.spawn(move || fetch(page))).collect();
        for (page, fetched) in fetches.into_iter().enumerate() {
            fetched.join().unwrap();
            put(page);
        }
    });
}
