//! What the tests' programs are made of.

use interleave::Model;
use interleave::failure::Kind;
use std::cell::UnsafeCell;
use std::sync::{Arc, Condvar, Mutex};
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

/// A plain number: the model rejects two accesses that nothing orders.
#[derive(Default)]
pub struct Plain(UnsafeCell<u32>);

// SAFETY: who writes it does so before what hands it over, who reads it does so afterwards. That this is so is what the tests
// look for; the model stops at the first access for which it is not.
unsafe impl Sync for Plain {}

impl Plain {
    /// Writes it.
    pub fn write(&self, value: u32) {
        // SAFETY: see `Sync`.
        self.0.with_mut(|number| unsafe { *number = value });
    }

    /// Reads it.
    pub fn read(&self) -> u32 {
        // SAFETY: see `Sync`.
        self.0.with(|number| unsafe { *number })
    }
}

/// What most broken copies are made of: something under a lock, and a place to wait until it has changed.
#[derive(Default)]
pub struct Guarded<T> {
    /// What is guarded.
    pub value: Mutex<T>,
    /// Where to sleep.
    pub changed: Condvar,
}

impl<T> Guarded<T> {
    /// Changes it, and wakes all.
    pub fn change(&self, change: impl FnOnce(&mut T)) {
        change(&mut self.value.lock().unwrap());
        self.changed.notify_all();
    }

    /// Sleeps until `ready`, then takes something out.
    pub fn wait<R>(&self, ready: impl Fn(&T) -> bool, take: impl FnOnce(&mut T) -> R) -> R {
        let value = self.value.lock().unwrap();
        take(&mut self.changed.wait_while(value, |value| !ready(value)).unwrap())
    }
}
