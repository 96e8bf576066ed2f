//! What the tests' programs are made of.

use interleave::Model;
use interleave::failure::Kind;
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

/// Runs `body` on `threads` threads at once, this one included; `body` is told which of them it is.
pub fn on_threads<T: Send + Sync + 'static>(shared: T, threads: usize, body: fn(&T, usize)) {
    let shared = Arc::new(shared);
    let others: Vec<_> = (1..threads)
        .map(|n| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || body(&shared, n))
        })
        .collect();
    body(&shared, 0);
    for other in others {
        other.join().expect("no thread panics");
    }
}

/// `program` must fail in some schedule, and in this way.
pub fn caught(kind: Kind, program: impl Fn() + Send + Sync + 'static) {
    match Model::new().check(program) {
        Err(failure) => assert_eq!(failure.kind, kind, "{failure:?}"),
        Ok(_) => panic!("the broken copy passed"),
    }
}

/// A room that counts who is in.
#[derive(Default)]
pub struct Room(AtomicUsize);

impl Room {
    /// Comes in, looks how many are in, and leaves. Relaxed: a note that must order nothing, or it would hide what the lock
    /// does not order.
    pub fn visit(&self, at_most: usize) {
        let others = self.0.fetch_add(1, Relaxed);
        assert!(others < at_most, "more than {at_most} were in");
        self.0.fetch_sub(1, Relaxed);
    }
}

/// A plain number: the model rejects two accesses that nothing orders.
#[derive(Default)]
pub struct Plain(UnsafeCell<u32>);

// SAFETY: only who holds the lock under test touches the cell. That this is so is what the tests look for; the model stops
// at the first access for which it is not.
unsafe impl Sync for Plain {}

impl Plain {
    /// Reads it, adds one, and writes it.
    pub fn add(&self) {
        // SAFETY: the caller holds the lock under test (see `Sync`).
        self.0.with_mut(|number| unsafe { *number += 1 });
    }

    /// Reads it.
    pub fn read(&self) -> u32 {
        // SAFETY: the caller has waited for all who write (see `Sync`).
        self.0.with(|number| unsafe { *number })
    }
}
