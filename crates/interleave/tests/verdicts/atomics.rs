//! Atomics: each operation is one step, and two of them are two.

use crate::shared::{crowd, together};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering::*};

rejected! {
    load_then_store: Assertion, 1,
    load_then_store_through_core: Assertion, 1,
    load_then_store_in_a_static: Assertion, 1,
    atomic_read_outside_the_lock: Assertion, 1,
    ticket_read_after_the_fact: Assertion, 1,
    looked_before_taking: Assertion, 1,
    taken_below_zero: Panic, 1,
    weak_exchange_without_a_loop: Assertion, 0 early,
}

accepted! {
    fetch_add,
    fetch_update,
    exchange_in_a_loop,
    weak_exchange_in_a_loop,
    ticket_from_the_update,
    swap_to_claim,
    strong_exchange_without_a_loop,
    taken_if_there_is_one,
    one_atomic_never_goes_back,
}

/// "It is atomic, so `x + 1` is": another thread stores between the load and the store.
fn load_then_store() {
    let count = AtomicUsize::new(0);
    crowd(2, |_| {
        let seen = count.load(SeqCst);
        count.store(seen + 1, SeqCst);
    });
    assert_eq!(count.load(SeqCst), 2, "an update was lost");
}

/// The same by another path: `core` is no way round the model.
fn load_then_store_through_core() {
    let count = core::sync::atomic::AtomicU32::new(0);
    crowd(2, |_| {
        let seen = count.load(SeqCst);
        count.store(seen + 1, SeqCst);
    });
    assert_eq!(count.load(SeqCst), 2, "an update was lost");
}

/// The same in a static, which no closure names.
fn load_then_store_in_a_static() {
    static COUNT: AtomicUsize = AtomicUsize::new(0);

    crowd(2, |_| {
        let seen = COUNT.load(SeqCst);
        COUNT.store(seen + 1, SeqCst);
    });
    assert_eq!(COUNT.load(SeqCst), 2, "an update was lost");
}

/// "The store is under a lock": the load it builds on is not.
fn atomic_read_outside_the_lock() {
    let (count, lock) = (AtomicUsize::new(0), Mutex::new(()));
    crowd(2, |_| {
        let seen = count.load(SeqCst);
        let _guard = lock.lock().unwrap();
        count.store(seen + 1, SeqCst);
    });
    assert_eq!(count.load(SeqCst), 2, "an update was lost");
}

/// One step. Relaxed is enough: the joins order the last load, and nothing else is passed on.
fn fetch_add() {
    let count = AtomicUsize::new(0);
    crowd(3, |_| {
        count.fetch_add(1, Relaxed);
    });
    assert_eq!(count.load(Relaxed), 3);
}

/// Two steps that begin again if another thread came between them.
fn fetch_update() {
    let count = AtomicUsize::new(1);
    crowd(3, |_| {
        count.fetch_update(Relaxed, Relaxed, |seen| Some(seen * 2)).unwrap();
    });
    assert_eq!(count.load(Relaxed), 8);
}

/// The same by hand.
fn exchange_in_a_loop() {
    let count = AtomicUsize::new(1);
    crowd(2, |_| {
        let mut seen = count.load(Relaxed);
        while let Err(newer) = count.compare_exchange(seen, seen * 2, Relaxed, Relaxed) {
            seen = newer;
        }
    });
    assert_eq!(count.load(Relaxed), 4);
}

/// In a loop it does not matter that the weak form may fail for no reason.
fn weak_exchange_in_a_loop() {
    let count = AtomicUsize::new(1);
    crowd(2, |_| {
        let mut seen = count.load(Relaxed);
        while let Err(newer) = count.compare_exchange_weak(seen, seen * 2, Relaxed, Relaxed) {
            seen = newer;
        }
    });
    assert_eq!(count.load(Relaxed), 4);
}

/// "Of two who try, one wins": both may fail for no reason.
fn weak_exchange_without_a_loop() {
    let owner = AtomicU32::new(0);
    let claim = |me| owner.compare_exchange_weak(0, me, AcqRel, Relaxed).is_ok();
    let (child, parent) = together(|| claim(1), || claim(2));
    assert!(child || parent, "nobody won");
}

/// Exactly one wins.
fn strong_exchange_without_a_loop() {
    let owner = AtomicU32::new(0);
    let claim = |me| owner.compare_exchange(0, me, AcqRel, Relaxed).is_ok();
    let (child, parent) = together(|| claim(1), || claim(2));
    assert!(child != parent);
}

/// "I took the number that I see now": others have added since.
fn ticket_read_after_the_fact() {
    let next = AtomicUsize::new(0);
    let ticket = || {
        next.fetch_add(1, SeqCst);
        next.load(SeqCst)
    };
    let (child, parent) = together(ticket, ticket);
    assert_ne!(child, parent, "two threads have the same ticket");
}

/// The update itself says which number it found.
fn ticket_from_the_update() {
    let next = AtomicUsize::new(0);
    let ticket = || next.fetch_add(1, Relaxed);
    let (child, parent) = together(ticket, ticket);
    assert_ne!(child, parent);
}

/// "It is free, I take it."
fn looked_before_taking() {
    let taken = AtomicBool::new(false);
    let claim = || {
        let free = !taken.load(SeqCst);
        if free {
            taken.store(true, SeqCst);
        }
        free
    };
    let (child, parent) = together(claim, claim);
    assert!(!(child && parent), "both have it");
}

/// Look and take in one step.
fn swap_to_claim() {
    let taken = AtomicBool::new(false);
    let claim = || !taken.swap(true, AcqRel);
    let (child, parent) = together(claim, claim);
    assert!(child != parent);
}

/// "There is one left": two threads see the same one.
fn taken_below_zero() {
    let left = AtomicU32::new(1);
    crowd(2, |_| {
        if left.load(SeqCst) > 0 {
            left.fetch_sub(1, SeqCst);
        }
    });
    // Nothing is left of one, or one less than nothing.
    let _taken = 1 - left.load(SeqCst);
}

/// `fetch_update` looks and takes in one step, or gives up.
fn taken_if_there_is_one() {
    let left = AtomicU32::new(1);
    let take = || left.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1)).is_ok();
    let (child, parent) = together(take, take);
    assert!(child != parent);
}

/// Relaxed promises little, but this: no thread sees one atomic go back to an older value.
fn one_atomic_never_goes_back() {
    let count = AtomicUsize::new(0);
    let (_, (first, second)) = together(
        || {
            count.store(1, Relaxed);
            count.store(2, Relaxed);
        },
        || (count.load(Relaxed), count.load(Relaxed)),
    );
    assert!(first <= second);
}
