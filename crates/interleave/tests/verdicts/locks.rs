//! Mutexes: one lock for one thing, held as long as what was read must stay true, and taken in one order.

use crate::shared::{Plain, crowd, together};
use std::mem;
use std::sync::{Arc, Mutex};
use std::thread;

rejected! {
    one_lock_a_thread: DataRace, 0,
    guard_dropped_at_once: DataRace, 0,
    only_writers_lock: DataRace, 0,
    read_outside_write_inside: Assertion, 1,
    check_then_act: Assertion, 1,
    look_then_take: Panic, 1,
    opposite_order: Deadlock, 1 => || in_order([0, 1], [1, 0]),
    /// "Everybody takes the left one first, so there is an order": it goes round in a circle.
    left_fork_first: Deadlock, 2 => || dinner(|me| (me, (me + 1) % 3)),
    one_thread_locks_twice: Deadlock, 0,
    guard_kept_by_a_match: Deadlock, 0,
    guard_forgotten: Deadlock, 1,
    joining_with_the_lock_held: Deadlock, 0,
}

accepted! {
    one_lock_for_both,
    read_and_write_inside,
    check_and_act,
    look_and_take,
    same_order => || in_order([0, 1], [0, 1]),
    lower_fork_first => || dinner(|me| (me.min((me + 1) % 3), me.max((me + 1) % 3))),
    guard_dropped_before_the_join,
    a_lock_orders_what_it_does_not_guard,
}

/// "Every access is under a lock": under a lock of its own.
fn one_lock_a_thread() {
    let data = Plain::new(0);
    crowd(2, |_| {
        let lock = Mutex::new(());
        let _guard = lock.lock().unwrap();
        data.increment();
    });
}

/// The same lock for both.
fn one_lock_for_both() {
    let (lock, data) = (Mutex::new(()), Plain::new(0));
    crowd(3, |_| {
        let _guard = lock.lock().unwrap();
        data.increment();
    });
    assert_eq!(data.get(), 3);
}

/// "`_` holds the guard until the end of the block": it does not even take it.
fn guard_dropped_at_once() {
    let (lock, data) = (Mutex::new(()), Plain::new(0));
    crowd(2, |_| {
        #[allow(clippy::let_underscore_lock, let_underscore_lock)] // the mistake that this row is about
        let _ = lock.lock().unwrap();
        data.increment();
    });
}

/// "Reading needs no lock."
fn only_writers_lock() {
    let (lock, data) = (Mutex::new(()), Plain::new(0));
    together(
        || {
            let _guard = lock.lock().unwrap();
            data.set(1);
        },
        || data.get(),
    );
}

/// "Each access is locked": the two together are not.
fn read_outside_write_inside() {
    let count = Mutex::new(0);
    crowd(2, |_| {
        let seen = *count.lock().unwrap();
        *count.lock().unwrap() = seen + 1;
    });
    assert_eq!(*count.lock().unwrap(), 2, "an update was lost");
}

/// Read and written under one lock.
fn read_and_write_inside() {
    let count = Mutex::new(0);
    crowd(3, |_| {
        let mut count = count.lock().unwrap();
        let seen = *count;
        *count = seen + 1;
    });
    assert_eq!(count.into_inner().unwrap(), 3);
}

/// "I looked, it is not there": it is by the time that it is put there.
fn check_then_act() {
    let names = Mutex::new(Vec::new());
    crowd(2, |_| {
        let known = names.lock().unwrap().contains(&"spam");
        if !known {
            names.lock().unwrap().push("spam");
        }
    });
    assert_eq!(names.lock().unwrap().len(), 1);
}

/// Look and act under one lock.
fn check_and_act() {
    let names = Mutex::new(Vec::new());
    crowd(2, |_| {
        let mut names = names.lock().unwrap();
        if !names.contains(&"spam") {
            names.push("spam");
        }
    });
    assert_eq!(names.lock().unwrap().len(), 1);
}

/// "It is not empty, so there is one for me."
fn look_then_take() {
    let queue = Mutex::new(vec!["spam"]);
    together(
        || queue.lock().unwrap().pop(),
        || {
            let empty = queue.lock().unwrap().is_empty();
            if !empty {
                queue.lock().unwrap().pop().unwrap();
            }
        },
    );
}

/// Taking says whether there was one.
fn look_and_take() {
    let queue = Mutex::new(vec!["spam"]);
    let (there, here) = together(|| queue.lock().unwrap().pop(), || queue.lock().unwrap().pop());
    assert!(there.is_some() != here.is_some());
}

/// "The order does not matter as long as I take both."
fn in_order(child: [usize; 2], parent: [usize; 2]) {
    let locks = [Mutex::new(1), Mutex::new(2)];
    let sum = |order: [usize; 2]| {
        let (first, second) = (locks[order[0]].lock().unwrap(), locks[order[1]].lock().unwrap());
        *first + *second
    };
    let sums = together(|| sum(child), || sum(parent));
    assert_eq!(sums, (3, 3));
}

/// Three threads at a round table, each between two locks. `forks` says which thread takes which first.
fn dinner(forks: fn(usize) -> (usize, usize)) {
    let table = [const { Mutex::new(()) }; 3];
    crowd(3, |me| {
        let (first, second) = forks(me);
        let _first = table[first].lock().unwrap();
        let _second = table[second].lock().unwrap();
    });
}

/// "It is mine already, so I may take it again."
fn one_thread_locks_twice() {
    let lock = Mutex::new(0);
    let _outer = lock.lock().unwrap();
    let _inner = lock.lock().unwrap();
}

/// "The guard is gone once `match` has its answer": it lives to the end of the `match`.
fn guard_kept_by_a_match() {
    let names = Mutex::new(Vec::new());
    match names.lock().unwrap().len() {
        0 => names.lock().unwrap().push("spam"),
        _ => names.lock().unwrap().clear(),
    }
}

/// "What is forgotten is gone": a forgotten guard never unlocks.
fn guard_forgotten() {
    let lock = Mutex::new(0);
    together(|| mem::forget(lock.lock().unwrap()), || *lock.lock().unwrap() += 1);
}

/// "I wait for the child, then I let go": the child needs the lock to end.
fn joining_with_the_lock_held() {
    let count = Arc::new(Mutex::new(0));
    let mut guard = count.lock().unwrap();
    let child = thread::spawn({
        let count = Arc::clone(&count);
        move || *count.lock().unwrap() += 1
    });
    *guard += 1;
    child.join().unwrap();
}

/// Let go first, then wait.
fn guard_dropped_before_the_join() {
    let count = Arc::new(Mutex::new(0));
    let mut guard = count.lock().unwrap();
    let child = thread::spawn({
        let count = Arc::clone(&count);
        move || *count.lock().unwrap() += 1
    });
    *guard += 1;
    drop(guard);
    child.join().unwrap();
    assert_eq!(*count.lock().unwrap(), 2);
}

/// A lock orders: who takes it next sees all that was done before it was let go.
fn a_lock_orders_what_it_does_not_guard() {
    let (ready, data) = (Mutex::new(false), Plain::new(0));
    together(
        || {
            data.set(1);
            *ready.lock().unwrap() = true;
        },
        || {
            let ready = *ready.lock().unwrap();
            if ready {
                assert_eq!(data.get(), 1);
            }
        },
    );
}
