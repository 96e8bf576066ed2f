//! Statics: fresh in every schedule, shared by the threads of one, and no way round the model.
//!
//! All rows use the same statics, and so do their tests, which run side by side.

use crate::shared::{Flag, Plain, crowd, together};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering, Ordering::*};
use std::sync::{Mutex, RwLock};
use std::thread;

rejected! {
    /// "It is a static, everybody sees it": its ordering says what they see with it.
    published_relaxed: DataRace, 1 => || publishes(Relaxed),
    updated_in_two_steps: Assertion, 1,
    /// "These two locks belong to nobody, so they hurt nobody."
    locked_in_opposite_order: Deadlock, 1,
    /// "It is there from the start, so it needs no lock."
    counted_without_a_lock: DataRace, 0,
}

accepted! {
    published_released => || publishes(Release),
    fresh_in_every_schedule,
    fresh_in_every_schedule_of_another_test => super::fresh_in_every_schedule,
    first_used_by_two_children,
    waited_for,
    read_and_written,
    used_by_a_thread_that_nobody_joins,
}

static COUNT: AtomicUsize = AtomicUsize::new(7);
static READY: AtomicBool = AtomicBool::new(false);
static DATA: Plain<u32> = Plain::new(0);
static QUEUE: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static OTHER: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static FLAG: Flag = Flag::new();
static TABLE: RwLock<Vec<u32>> = RwLock::new(Vec::new());

/// That it is a static orders nothing: only its ordering does.
fn publishes(store: Ordering) {
    together(
        || {
            DATA.set(1);
            READY.store(true, store); // right: Release, pairs with the load
        },
        || {
            // Acquire: pairs with the store.
            if READY.load(Acquire) {
                assert_eq!(DATA.get(), 1);
            }
        },
    );
}

/// "It is global, so all see the same": and two see the same old value.
fn updated_in_two_steps() {
    crowd(2, |_| {
        let seen = COUNT.load(SeqCst);
        COUNT.store(seen + 1, SeqCst);
    });
    assert_eq!(COUNT.load(SeqCst), 9, "an update was lost");
}

/// Locks without an owner deadlock just as well.
fn locked_in_opposite_order() {
    together(
        || {
            let mut to = OTHER.lock().unwrap();
            to.append(&mut QUEUE.lock().unwrap());
        },
        || {
            let mut to = QUEUE.lock().unwrap();
            to.append(&mut OTHER.lock().unwrap());
        },
    );
}

/// Two children, and `main` touches nothing before them.
fn counted_without_a_lock() {
    let children = [thread::spawn(|| DATA.increment()), thread::spawn(|| DATA.increment())];
    for child in children {
        child.join().unwrap();
    }
}

/// What the last schedule left there is gone.
fn fresh_in_every_schedule() {
    crowd(2, |_| {
        COUNT.fetch_add(1, Relaxed); // the joins order the last load
        QUEUE.lock().unwrap().push(1);
    });
    assert_eq!(COUNT.load(Relaxed), 9);
    assert_eq!(*QUEUE.lock().unwrap(), [1, 1]);
}

/// Whoever comes first finds the value it was made with, in every order.
fn first_used_by_two_children() {
    let add = || COUNT.fetch_add(1, Relaxed);
    let children = [thread::spawn(add), thread::spawn(add)];
    let mut seen = children.map(|child| child.join().unwrap());
    seen.sort();
    assert_eq!(seen, [7, 8]);
}

/// A condition variable in a static.
fn waited_for() {
    together(|| FLAG.raise(), || drop(FLAG.wait()));
    assert!(*FLAG.up.lock().unwrap());
}

/// A read-write lock in a static.
fn read_and_written() {
    let (_, seen) = together(|| TABLE.write().unwrap().push(1), || TABLE.read().unwrap().len());
    assert!(seen <= 1);
    assert_eq!(*TABLE.read().unwrap(), [1]);
}

/// A thread that is still running when the closure has ended sees the same schedule's static.
fn used_by_a_thread_that_nobody_joins() {
    COUNT.store(1, Relaxed);
    thread::spawn(|| assert_eq!(COUNT.load(Relaxed), 1));
}
