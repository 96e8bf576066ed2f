//! Programs that are one step away from what loom alone can tell: each fails until the engine makes up for it.

use crate::shared::{Plain, both_write_both, together};
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*, fence};
use std::sync::{Arc, Mutex};
use std::thread;

rejected! {
    strong_loads_of_weak_stores: DataRace, 0 old,
    strong_fence_after_the_flag: DataRace, 2,
    two_writers_taken_out: Assertion, 0 old,
    poison_cleared_by_another: Assertion, 1,
}

accepted! {
    tried_while_another_takes_it,
    stores_of_one_thread_keep_their_order,
    locals_dropped_before_the_join,
    registry_in_a_static,
}

/// "A SeqCst load sees everything": a Release store may still wait in the store buffer.
fn strong_loads_of_weak_stores() {
    let (first, second, data) = (AtomicBool::new(false), AtomicBool::new(false), Plain::new(0));
    let enter = |mine: &AtomicBool, theirs: &AtomicBool| {
        mine.store(true, Release);
        if !theirs.load(SeqCst) {
            data.increment();
        }
    };
    together(|| enter(&first, &second), || enter(&second, &first));
}

/// "A strong fence orders everything": a store before it is not released by it.
fn strong_fence_after_the_flag() {
    let (ready, data) = (AtomicBool::new(false), Plain::new(0));
    together(
        || {
            data.set(1);
            ready.store(true, Relaxed);
            fence(SeqCst);
        },
        || {
            if ready.load(Relaxed) {
                fence(SeqCst);
                data.get();
            }
        },
    );
}

/// "One of the two was last in both": relaxed stores to two places have no common order, however they are read.
fn two_writers_taken_out() {
    let (x, y) = (AtomicUsize::new(0), AtomicUsize::new(0));
    both_write_both((&x, &y), Relaxed);
    assert_ne!((x.into_inner(), y.into_inner()), (1, 1));
}

/// "It was poisoned when I looked, so it is": another thread forgives it.
fn poison_cleared_by_another() {
    let lock = Arc::new(Mutex::new(0));
    let theirs = Arc::clone(&lock);
    let child = thread::spawn(move || {
        let _guard = theirs.lock();
        panic!("with the lock held");
    });
    assert!(child.join().is_err());
    let theirs = Arc::clone(&lock);
    let child = thread::spawn(move || theirs.clear_poison());
    assert!(lock.is_poisoned());
    child.join().unwrap();
}

/// Who only tries the second lock never waits for it, so opposite orders do no harm.
fn tried_while_another_takes_it() {
    let (left, right) = (Mutex::new(0), Mutex::new(0));
    together(
        || {
            let mut right = right.lock().unwrap();
            *right += 1;
            *left.lock().unwrap() += 1;
        },
        || {
            let _left = left.lock().unwrap();
            right.try_lock().is_ok()
        },
    );
}

/// What a thread stores first is never the last value.
fn stores_of_one_thread_keep_their_order() {
    let state = AtomicUsize::new(0);
    together(
        || {
            state.store(2, Relaxed);
            state.store(3, Relaxed);
        },
        || {
            state.store(4, Relaxed);
            state.load(Relaxed)
        },
    );
    assert_ne!(state.load(Relaxed), 2);
}

static TOTAL: AtomicUsize = AtomicUsize::new(0);

struct Flush(Cell<usize>);

impl Drop for Flush {
    fn drop(&mut self) {
        TOTAL.fetch_add(self.0.get(), Relaxed);
    }
}

thread_local! {
    static MINE: Flush = const { Flush(Cell::new(0)) };
}

/// Counted without sharing, added up when the thread ends: a join waits for that, too.
fn locals_dropped_before_the_join() {
    let count = || MINE.with(|mine| mine.0.set(mine.0.get() + 1));
    let (one, two) = (thread::spawn(count), thread::spawn(count));
    one.join().unwrap();
    two.join().unwrap();
    assert_eq!(TOTAL.load(Relaxed), 2);
}

static REGISTRY: Mutex<Vec<Arc<AtomicUsize>>> = Mutex::new(Vec::new());

/// A static keeps what it was given for ever, and that is no leak.
fn registry_in_a_static() {
    let register = || REGISTRY.lock().unwrap().push(Arc::new(AtomicUsize::new(1)));
    together(register, register);
    assert_eq!(REGISTRY.lock().unwrap().iter().map(|count| count.load(Relaxed)).sum::<usize>(), 2);
}
