//! Step 7, and two ways to get it wrong.

use super::program::{Room, caught, start};
use gil::s2_guard::Gil;
use interleave::Model;
use interleave::failure::Kind;
use nogil_ffi_model::{Interpreter, s7_mutex::NativeMutex};
use std::sync::{Arc, Mutex};

/// A has the mutex and lets go of the GIL → B, attached, wants the mutex → B lets go → A attaches, and unlocks → B goes on.
///
/// Two threads, up to 3 forced switches; with three threads up to 1.
#[test]
fn the_mutex_and_the_gil_may_be_taken_in_both_orders() {
    fn program(threads: usize) {
        let shared = Arc::new((Interpreter::new(), NativeMutex::new(0), Room::default()));
        let add = |(python, cache, room): &(Interpreter, NativeMutex<u32>, Room)| {
            python
                .attach(|py| {
                    let mut cached = cache.lock(py);
                    py.detach(|| room.visit());
                    *cached += 1;
                })
                .unwrap();
        };
        let others: Vec<_> = (1..threads).map(|_| start(&shared, add)).collect();
        add(&shared);
        others.into_iter().for_each(|other| other.join().unwrap());
        let (python, cache, _) = &*shared;
        python.attach(|py| assert_eq!(*cache.lock(py), threads as u32)).unwrap();
    }
    interleave::model(|| program(2));
    Model::new().preemptions(1).run(|| program(3));
}

/// Both threads lock the mutex, call into Python, and come back: what [`NativeMutex`] is for. On step 2 of crate gil, whose waiters
/// sleep without a clock: one that wakes again and again to ask is no deadlock to the model.
// ANCHOR: deadlock
fn calls_back_with_the_mutex_locked(lock: fn(&Gil, &Mutex<u32>)) {
    let shared = Arc::new((Gil::default(), Mutex::new(0)));
    let other = start(&shared, move |(gil, cache)| lock(gil, cache));
    lock(&shared.0, &shared.1);
    other.join().unwrap();
}

fn waits_while_attached(gil: &Gil, cache: &Mutex<u32>) {
    let held = gil.take(); // attached: C was called from Python
    let mut cached = cache.lock().unwrap();
    drop(held); // the Python code that is called lets go,
    let _held = gil.take(); // and wants it back
    *cached += 1;
}
// ANCHOR_END: deadlock

/// A has the mutex and lets go → B takes the GIL and waits for the mutex → A waits for the GIL.
#[test]
fn waiting_for_the_mutex_while_attached_is_caught() {
    caught(Kind::Deadlock, || calls_back_with_the_mutex_locked(waits_while_attached));
}

/// A has the mutex → B holds the GIL and waits for the mutex → A wants the GIL. That B lets go *after* it has locked comes too late.
#[test]
fn letting_go_after_the_mutex_is_locked_is_caught() {
    caught(Kind::Deadlock, || {
        calls_back_with_the_mutex_locked(|gil, cache| {
            let held = gil.take();
            let mut cached = cache.lock().unwrap();
            drop(held);
            *cached += 1;
            drop(gil.take());
        });
    });
}

/// The same, and right: let go, lock, take.
#[test]
fn letting_go_before_the_mutex_is_locked_passes() {
    interleave::model(|| {
        calls_back_with_the_mutex_locked(|gil, cache| {
            drop(gil.take());
            let mut cached = cache.lock().unwrap();
            let _held = gil.take();
            *cached += 1;
        });
    });
}
