//! Poison: a lock tells that somebody panicked while they held it.

use std::sync::{Arc, Mutex, RwLock};
use std::thread;

rejected! {
    poisoned_lock_unwrapped: ChildPanic, 0,
    poisoned_read_write_lock_unwrapped: ChildPanic, 0,
    not_poisoned_yet: Assertion, 1,
}

accepted! {
    poisoned_lock_taken_back,
    poison_cleared,
    poison_seen_or_not_yet,
    poisoned_read_write_lock_taken_back,
    readers_poison_nothing,
    guard_dropped_before_the_panic,
}

/// A thread that puts 1 into `count` and panics with the lock in its hands.
fn dies_with_the_lock(count: &Arc<Mutex<u32>>) -> thread::JoinHandle<()> {
    let count = Arc::clone(count);
    thread::spawn(move || {
        *count.lock().unwrap() = 1;
        let _guard = count.lock().unwrap();
        panic!("the child gave up");
    })
}

/// "I looked at the join, so I know the worst": the lock is poisoned, and says so.
fn poisoned_lock_unwrapped() {
    let count = Arc::new(Mutex::new(0));
    let _ = dies_with_the_lock(&count).join();
    *count.lock().unwrap() += 1;
}

/// The same with a writer's lock.
fn poisoned_read_write_lock_unwrapped() {
    let count = dead_writers_lock();
    let _seen = *count.read().unwrap();
}

/// "It has only just started": it may have died already.
fn not_poisoned_yet() {
    let count = Arc::new(Mutex::new(0));
    let child = dies_with_the_lock(&count);
    assert!(!count.is_poisoned());
    assert!(child.join().is_err());
}

fn dead_writers_lock() -> Arc<RwLock<u32>> {
    let count = Arc::new(RwLock::new(0));
    let child = thread::spawn({
        let count = Arc::clone(&count);
        move || {
            let mut count = count.write().unwrap();
            *count = 1;
            panic!("the child gave up");
        }
    });
    assert!(child.join().is_err());
    count
}

/// Who can tell that the value is sound takes it out of a poisoned lock.
fn poisoned_lock_taken_back() {
    let count = Arc::new(Mutex::new(0));
    let child = dies_with_the_lock(&count);
    assert!(child.join().is_err());
    assert!(count.is_poisoned());
    let mut guard = count.lock().unwrap_err().into_inner();
    assert_eq!(*guard, 1);
    *guard += 1;
}

/// The poison is gone for good once somebody says so.
fn poison_cleared() {
    let count = Arc::new(Mutex::new(0));
    assert!(dies_with_the_lock(&count).join().is_err());
    count.clear_poison();
    assert!(!count.is_poisoned());
    assert_eq!(*count.lock().unwrap(), 1);
}

/// Before the child dies the lock is sound, afterwards it is not, and never sound again.
fn poison_seen_or_not_yet() {
    let count = Arc::new(Mutex::new(0));
    let child = dies_with_the_lock(&count);
    let first = count.lock().is_err();
    let second = count.lock().is_err();
    assert!(!first || second);
    assert!(child.join().is_err());
    assert!(count.lock().is_err());
}

/// A writer's panic poisons, and the value can be taken back.
fn poisoned_read_write_lock_taken_back() {
    let count = dead_writers_lock();
    assert!(count.is_poisoned());
    assert_eq!(*count.read().unwrap_err().into_inner(), 1);
}

/// A reader's panic does not: it cannot have left anything half done.
fn readers_poison_nothing() {
    let count = Arc::new(RwLock::new(0));
    let child = thread::spawn({
        let count = Arc::clone(&count);
        move || {
            let _guard = count.read().unwrap();
            panic!("the child gave up");
        }
    });
    assert!(child.join().is_err());
    assert_eq!(*count.read().unwrap(), 0);
}

/// Only a guard that is alive at the panic poisons.
fn guard_dropped_before_the_panic() {
    let count = Arc::new(Mutex::new(0));
    let child = thread::spawn({
        let count = Arc::clone(&count);
        move || {
            *count.lock().unwrap() += 1;
            panic!("the child gave up");
        }
    });
    assert!(!count.is_poisoned());
    assert!(child.join().is_err());
    assert_eq!(*count.lock().unwrap(), 1);
}
