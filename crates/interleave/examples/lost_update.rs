//! Two threads add one each, and one of the two is lost: `cargo run -p interleave --example lost_update` draws how.
#[macro_use]
extern crate interleave as std;
extern crate interleave as core;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn main() {
    interleave::model(|| {
        let count = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&count);
        let other = thread::spawn(move || theirs.store(theirs.load(SeqCst) + 1, SeqCst));
        count.store(count.load(SeqCst) + 1, SeqCst);
        other.join().unwrap();
        assert_eq!(count.load(SeqCst), 2, "two bumps, but the counter says otherwise");
    });
}
