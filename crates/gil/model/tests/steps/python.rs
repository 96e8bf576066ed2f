//! What the GIL protects, and the program that most tests run.

use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

/// A few objects of an interpreter: only the holder of the GIL may touch them.
#[derive(Default)]
pub struct Python {
    /// How many threads run. Relaxed, here and below: a note that must order nothing, or it would hide what the GIL
    /// does not order.
    running: AtomicU32,
    /// A plain count: the model rejects two accesses that nothing orders.
    refcount: Shared,
}

#[derive(Default)]
struct Shared(UnsafeCell<u32>);

// SAFETY: only the holder of a GIL touches the cell. That this is so is what the tests look for; the model stops at
// the first access for which it is not.
unsafe impl Sync for Shared {}
// SAFETY: a `u32` belongs to no thread.
unsafe impl Send for Shared {}

impl Python {
    /// One step of Python code, in which others may come in if the GIL lets them. The caller holds the GIL.
    pub fn step(&self) {
        let others = self.running.fetch_add(1, Relaxed);
        assert_eq!(others, 0, "two threads held the GIL at the same time");
        self.running.fetch_sub(1, Relaxed);
    }

    // ANCHOR: refcount
    /// Counts a reference, as CPython does: without any atomic operation. The caller holds the GIL.
    pub fn incref(&self) {
        // SAFETY: the caller holds the GIL (see `Sync`).
        self.refcount.0.with_mut(|count| unsafe { *count += 1 });
    }
    // ANCHOR_END: refcount
}

/// Runs `body` on `threads` threads at once, this one included.
pub fn on_threads<L: Default + Send + Sync + 'static>(threads: u32, body: fn(&L, &Python)) {
    let shared = Arc::new((L::default(), Python::default()));
    let others: Vec<_> = (1..threads)
        .map(|_| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || body(&shared.0, &shared.1))
        })
        .collect();
    body(&shared.0, &shared.1);
    for other in others {
        other.join().expect("no thread panics");
    }
}
