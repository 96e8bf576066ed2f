//! Deadlocks without a second mutex: everybody waits for what the other does next.

use crate::shared::{Flag, crowd, together};
use std::sync::{Condvar, Mutex};

rejected! {
    both_wait_first: Deadlock, 0,
    two_permits_one_by_one: Deadlock, 1 => || permits(1),
    job_waits_for_a_job_behind_it: Deadlock, 0,
    signalled_the_wrong_one: Deadlock, 0,
}

accepted! {
    both_signal_first,
    /// Both permits at once, or none.
    two_permits_at_once => || permits(2),
    job_starts_a_job_behind_it,
}

/// "I begin when the other is ready": so does the other.
fn both_wait_first() {
    let ready = [Flag::new(), Flag::new()];
    crowd(2, |me| {
        drop(ready[1 - me].wait());
        ready[me].raise();
    });
}

/// Say that you are ready, then wait.
fn both_signal_first() {
    let ready = [Flag::new(), Flag::new()];
    crowd(2, |me| {
        ready[me].raise();
        drop(ready[1 - me].wait());
    });
}

/// "There are two permits, and I take two": each has one, and waits for the other's (hold and wait; Coffman, Elphick, Shoshani
/// 1971, System Deadlocks).
fn permits(at_once: u32) {
    let (free, bell) = (Mutex::new(2), Condvar::new());
    crowd(2, |_| {
        for _ in 0..2 / at_once {
            *bell.wait_while(free.lock().unwrap(), |free| *free < at_once).unwrap() -= at_once;
        }
        *free.lock().unwrap() += 2;
        bell.notify_all();
    });
}

/// "Somebody will run it": the only worker is the one that waits.
fn job_waits_for_a_job_behind_it() {
    let done = Flag::new();
    let first = || drop(done.wait());
    let second = || done.raise();
    together(
        || {
            first();
            second();
        },
        || (),
    );
}

/// A job may start another, and leave the waiting to somebody who is no worker.
fn job_starts_a_job_behind_it() {
    let done = Flag::new();
    together(|| done.raise(), || drop(done.wait()));
}

/// "I ring, somebody wakes": on the bell of the other queue nobody sleeps.
fn signalled_the_wrong_one() {
    let (items, filled, emptied) = (Mutex::new(0), Condvar::new(), Condvar::new());
    together(
        || {
            *items.lock().unwrap() = 1;
            emptied.notify_one();
        },
        || drop(filled.wait_while(items.lock().unwrap(), |items| *items == 0).unwrap()),
    );
}
