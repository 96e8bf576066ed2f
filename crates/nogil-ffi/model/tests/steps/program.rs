//! What the tests' programs are made of.

use interleave::Model;
use interleave::failure::Kind;
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread::{self, JoinHandle};

/// Starts a thread with `shared`.
pub fn start<T: Send + Sync + 'static>(shared: &Arc<T>, body: impl FnOnce(&T) + Send + 'static) -> JoinHandle<()> {
    let shared = Arc::clone(shared);
    thread::spawn(move || body(&shared))
}

/// `program` must fail in some schedule, and in this way.
pub fn caught(kind: Kind, program: impl Fn() + Send + Sync + 'static) {
    match Model::new().check(program) {
        Err(failure) => assert_eq!(failure.kind, kind, "{}", failure.message),
        Ok(_) => panic!("the broken copy passed"),
    }
}

/// A room for one. Relaxed: a note that must order nothing, or it would hide what the lock does not order.
#[derive(Default)]
pub struct Room(AtomicUsize);

impl Room {
    /// Comes in, looks whether somebody is in, and leaves.
    pub fn visit(&self) {
        assert_eq!(self.0.fetch_add(1, Relaxed), 0, "two were in");
        self.0.fetch_sub(1, Relaxed);
    }
}

/// A plain number: the model rejects two accesses that nothing orders.
#[derive(Default)]
pub struct Plain(UnsafeCell<u32>);

// SAFETY: only who holds the GIL touches the cell. That this is so is what the tests look for; the model stops at the first
// access for which it is not.
unsafe impl Sync for Plain {}

impl Plain {
    /// Reads it, adds one, and writes it.
    pub fn add(&self) {
        // SAFETY: the caller is attached (see `Sync`).
        self.0.with_mut(|number| unsafe { *number += 1 });
    }

    /// Reads it.
    pub fn read(&self) -> u32 {
        // SAFETY: the caller is attached (see `Sync`).
        self.0.with(|number| unsafe { *number })
    }
}
