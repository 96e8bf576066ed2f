//! What f02 must keep true. Reading it is no cheating; the grader uses its own copy.

use super::{exercise::Future, real};
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::thread;

/// One thread: a result that is there is handed out as often as it is asked for.
#[test]
fn a_result_that_is_there_is_handed_out_again_and_again() {
    interleave::sequential(|| {
        let future = Future::new();
        future.set_result(7);
        assert_eq!((future.result(), future.result()), (7, 7));
    });
}

/// One thread works out the result, and `waiters` threads, this one included, wait for it.
fn all_are_served(waiters: usize) {
    let future = Arc::new(Future::new());
    let mut others = Vec::new();
    for _ in 1..waiters {
        let future = Arc::clone(&future);
        others.push(thread::spawn(move || assert_eq!(future.result(), 7, "another result")));
    }
    let theirs = Arc::clone(&future);
    others.push(thread::spawn(move || theirs.set_result(7)));
    assert_eq!(future.result(), 7, "another result");
    for other in others {
        other.join().unwrap();
    }
}

/// A asks before or after B has the result: A gets it. Two threads, up to 3 forced switches.
#[test]
fn one_who_waits_is_served() {
    interleave::model(|| all_are_served(1));
}

// ANCHOR: rule
/// A sleeps → B sleeps → C has the result → both wake. Three threads, up to 2 forced switches.
#[test]
fn two_who_wait_are_served() {
    interleave::model(|| all_are_served(2));
}
// ANCHOR_END: rule

/// A, B and C sleep → D has the result → all three wake. Four threads, no forced switch.
#[test]
fn three_who_wait_are_served() {
    interleave::Model::new().preemptions(0).run(|| all_are_served(3));
}

/// A, B, C and D sleep → E has the result → all four wake. Five threads, which is all that a model has; no forced switch.
#[test]
fn four_who_wait_are_served() {
    interleave::Model::new().preemptions(0).run(|| all_are_served(4));
}

/// A plain value that was written before the result was there.
#[derive(Default)]
struct Parcel(UnsafeCell<u32>);

// SAFETY: B touches it before it sets the result, A after it has got it. That these two are in order is what the test is
// about: the model stops at the first access for which they are not.
unsafe impl Sync for Parcel {}

/// B packs → B has the result → A gets it → A unpacks. Two threads, up to 3 forced switches.
#[test]
fn who_gets_the_result_sees_what_was_done_before() {
    interleave::model(|| {
        let shared = Arc::new((Future::new(), Parcel::default()));
        let theirs = Arc::clone(&shared);
        let worker = thread::spawn(move || {
            // SAFETY: A waits for the result below (see `Sync`).
            theirs.1.0.with_mut(|parcel| unsafe { *parcel = 7 });
            theirs.0.set_result(());
        });
        shared.0.result();
        // SAFETY: B has set the result after its last access (see `Sync`).
        assert_eq!(shared.1.0.with(|parcel| unsafe { *parcel }), 7);
        worker.join().unwrap();
    });
}

/// The same promises on real threads: no proof, but a look at the real thing.
#[test]
fn real_threads_are_all_served() {
    use interleave::real::thread;

    for round in 0..30 {
        let future = real::Future::new();
        thread::scope(|scope| {
            for _ in 0..12 {
                scope.spawn(|| assert_eq!(future.result(), round));
            }
            future.set_result(round);
        });
    }
}
