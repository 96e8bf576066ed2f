//! Parking: woken is not done, and a token is kept.

use crate::shared::{Plain, together};
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::thread;
use std::time::Duration;

const LONG: Duration = Duration::from_millis(100);

rejected! {
    park_once: Assertion, 0 early => || parks(thread::park),
    park_with_a_time_out: Assertion, 1 => || parks(|| thread::park_timeout(LONG)),
    nobody_unparks: Deadlock, 0,
    one_token_for_two_parks: Deadlock, 0,
    unpark_nobody_parks_for: DataRace, 1,
}

accepted! {
    park_in_a_loop => || parks_until_done(thread::park),
    park_timeout_in_a_loop => || parks_until_done(|| thread::park_timeout(LONG)),
    unpark_before_park,
}

/// "I was woken, so it is done": a park may end for no reason, or because its time was up.
fn parks(park: fn()) {
    let done = AtomicBool::new(false);
    let parent = thread::current();
    let (_, seen) = together(
        || {
            done.store(true, SeqCst);
            parent.unpark();
        },
        || {
            park();
            done.load(SeqCst)
        },
    );
    assert!(seen, "woken too early");
}

/// Woken is not done: look again. A time-out then only says how often to look.
fn parks_until_done(park: fn()) {
    let (done, data) = (AtomicBool::new(false), Plain::new(0));
    let parent = thread::current();
    together(
        || {
            data.set(1);
            done.store(true, Release); // pairs with the loop
            parent.unpark();
        },
        || {
            // Acquire: pairs with the store in the child.
            while !done.load(Acquire) {
                park();
            }
            assert_eq!(data.get(), 1);
        },
    );
}

/// "Somebody will wake me": nobody does, in a schedule without a wake-up for no reason.
fn nobody_unparks() {
    together(thread::park, || ());
}

/// "Unparked twice, so I may park twice": a thread has one token, and the second `unpark` adds none.
fn one_token_for_two_parks() {
    thread::scope(|scope| {
        let sleeper = scope.spawn(|| {
            thread::park();
            thread::park();
        });
        sleeper.thread().unpark();
        sleeper.thread().unpark();
    });
}

/// An `unpark` that comes first is kept, and the `park` ends at once.
fn unpark_before_park() {
    thread::scope(|scope| {
        let sleeper = scope.spawn(thread::park);
        sleeper.thread().unpark();
    });
}

/// "`unpark` publishes": only to a `park` that takes its token.
fn unpark_nobody_parks_for() {
    let (done, data) = (AtomicBool::new(false), Plain::new(0));
    let parent = thread::current();
    together(
        || {
            data.set(1);
            done.store(true, Relaxed);
            parent.unpark();
        },
        || {
            if done.load(Relaxed) {
                data.get();
            }
        },
    );
}
