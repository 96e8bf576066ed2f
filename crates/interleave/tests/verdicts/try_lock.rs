//! `try_lock`: busy is an answer, and whoever asks again must let others run.

use crate::shared::{Plain, crowd, together};
use std::sync::{Mutex, TryLockError};
use std::{hint, thread};

rejected! {
    for_ever: Spin, 1 => || until_it_works(|| ()),
    cannot_fail: Panic, 2,
    both_hold_one_and_try_the_other: Assertion, 2,
}

accepted! {
    with_a_pause => || until_it_works(hint::spin_loop),
    with_a_yield => || until_it_works(thread::yield_now),
    or_go_without,
}

/// "I try until it works": without a pause the holder may never get the processor.
fn until_it_works(pause: fn()) {
    let (lock, data) = (Mutex::new(()), Plain::new(0));
    crowd(2, |_| {
        let _guard = loop {
            match lock.try_lock() {
                Ok(guard) => break guard,
                Err(_) => pause(),
            }
        };
        data.increment();
    });
    assert_eq!(data.get(), 2);
}

/// "Nobody is that quick."
fn cannot_fail() {
    let count = Mutex::new(0);
    together(|| *count.lock().unwrap() += 1, || *count.try_lock().unwrap() += 1);
}

/// A busy lock is an answer, and no failure.
fn or_go_without() {
    let count = Mutex::new(0);
    let (_, added) = together(
        || *count.lock().unwrap() += 1,
        || match count.try_lock() {
            Ok(mut count) => {
                *count += 1;
                1
            }
            Err(TryLockError::WouldBlock) => 0,
            Err(TryLockError::Poisoned(_)) => unreachable!("nobody panics"),
        },
    );
    assert_eq!(*count.lock().unwrap(), 1 + added);
}

/// "No deadlock, so one of us gets through": each holds one lock and finds the other busy.
fn both_hold_one_and_try_the_other() {
    let locks = [Mutex::new(()), Mutex::new(())];
    let got_both = |mine: usize| {
        let _mine = locks[mine].lock().unwrap();
        locks[1 - mine].try_lock().is_ok()
    };
    let (child, parent) = together(|| got_both(0), || got_both(1));
    assert!(child || parent, "nobody got through");
}
