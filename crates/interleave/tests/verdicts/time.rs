//! Time orders nothing: a sleep or a time-out may end before any other thread has run, or after all have.

use crate::shared::{Flag, Plain, together};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};
use std::thread;
use std::time::Duration;

const LONG: Duration = Duration::from_millis(100);

rejected! {
    sleeping_until_the_child_is_done: Assertion, 1,
    a_child_that_sleeps_comes_last: Assertion, 1 early,
    yielding_until_the_child_is_done: Assertion, 1,
    sleeping_out_of_a_deadlock: Deadlock, 2,
    /// "A tenth of a second is enough."
    time_out_before_the_setter: Assertion, 1 => || waits_for_news(Who::Parent, |flag| {
        *flag.bell.wait_timeout(flag.up.lock().unwrap(), LONG).unwrap().0
    }),
    /// "A tenth of a second is enough, the parent has long begun."
    time_out_before_the_setter_in_a_child: Assertion, 1 early => || waits_for_news(Who::Child, |flag| {
        *flag.bell.wait_timeout(flag.up.lock().unwrap(), LONG).unwrap().0
    }),
    /// "It waits while the flag is down, so it is up": or the time was.
    wait_timeout_while_taken_for_a_promise: Assertion, 1 early => || waits_for_news(Who::Child, |flag| {
        *flag.bell.wait_timeout_while(flag.up.lock().unwrap(), LONG, |up| !*up).unwrap().0
    }),
    /// "I sleep as long as it takes."
    sleep_in_place_of_a_wait: Assertion, 1 early => || waits_for_news(Who::Child, |flag| {
        thread::sleep(LONG);
        *flag.up.lock().unwrap()
    }),
    not_timed_out_means_it_happened: Assertion, 1 early,
    timed_out_means_it_did_not_happen: Assertion, 2,
}

accepted! {
    joining_the_child,
    polling_between_sleeps,
    wait_timeout_in_a_loop => || waits_for_news(Who::Parent, |flag| {
        let mut up = flag.up.lock().unwrap();
        while !*up {
            up = flag.bell.wait_timeout(up, LONG).unwrap().0;
        }
        *up
    }),
    wait_timeout_while_looked_at,
}

/// "After 100 ms the other thread is done."
fn sleeping_until_the_child_is_done() {
    let done = AtomicBool::new(false);
    let (_, seen) = together(
        || done.store(true, SeqCst),
        || {
            thread::sleep(LONG);
            done.load(SeqCst)
        },
    );
    assert!(seen, "the sleep was over first");
}

/// "It sleeps first, so it writes last."
fn a_child_that_sleeps_comes_last() {
    let last = AtomicUsize::new(0);
    together(
        || {
            thread::sleep(LONG);
            last.store(2, SeqCst);
        },
        || last.store(1, SeqCst),
    );
    assert_eq!(last.load(SeqCst), 2);
}

/// "I let the others go first, so they went."
fn yielding_until_the_child_is_done() {
    let done = AtomicBool::new(false);
    let (_, seen) = together(
        || done.store(true, SeqCst),
        || {
            thread::yield_now();
            done.load(SeqCst)
        },
    );
    assert!(seen, "the yield came back first");
}

/// "One of the two is late enough for them not to meet."
fn sleeping_out_of_a_deadlock() {
    let (left, right) = (Mutex::new(()), Mutex::new(()));
    together(
        || {
            thread::sleep(LONG);
            let _right = right.lock().unwrap();
            let _left = left.lock().unwrap();
        },
        || {
            let _left = left.lock().unwrap();
            let _right = right.lock().unwrap();
        },
    );
}

#[derive(Clone, Copy)]
enum Who {
    Parent,
    Child,
}

/// One thread raises a flag; the other comes back from `wait` and believes that it is up.
fn waits_for_news(waiter: Who, wait: fn(&Flag) -> bool) {
    let flag = Flag::new();
    let seen = match waiter {
        Who::Parent => together(|| flag.raise(), || wait(&flag)).1,
        Who::Child => together(|| wait(&flag), || flag.raise()).0,
    };
    assert!(seen, "came back too early");
}

/// "It was no time-out, so it was the news": it may have been a wake-up for no reason.
fn not_timed_out_means_it_happened() {
    let flag = Flag::new();
    let (_, (up, timed_out)) = together(|| flag.raise(), || waited_once(&flag));
    assert!(up || timed_out);
}

/// "The time was up, so it has not happened": it may have happened before the waiter had its mutex back.
fn timed_out_means_it_did_not_happen() {
    let flag = Flag::new();
    let (_, (up, timed_out)) = together(|| flag.raise(), || waited_once(&flag));
    assert!(!(up && timed_out));
}

/// Waits once if the flag is down. Returns whether it is up now, and whether the time was up.
fn waited_once(flag: &Flag) -> (bool, bool) {
    let up = flag.up.lock().unwrap();
    if *up {
        return (true, false);
    }
    let (up, time) = flag.bell.wait_timeout(up, LONG).unwrap();
    (*up, time.timed_out())
}

/// `wait_timeout_while` ends for one of two reasons, and says which.
fn wait_timeout_while_looked_at() {
    let flag = Flag::new();
    let (_, (up, timed_out)) = together(
        || flag.raise(),
        || {
            let (up, time) = flag.bell.wait_timeout_while(flag.up.lock().unwrap(), LONG, |up| !*up).unwrap();
            (*up, time.timed_out())
        },
    );
    assert_ne!(up, timed_out);
}

/// A join is an order.
fn joining_the_child() {
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let child = scope.spawn(|| {
            thread::sleep(LONG);
            done.store(true, Relaxed);
        });
        thread::sleep(LONG);
        child.join().unwrap();
        assert!(done.load(Relaxed));
    });
}

/// A sleep in a loop lets the others go on, as `spin_loop` does.
fn polling_between_sleeps() {
    let (done, data) = (AtomicBool::new(false), Plain::new(0));
    together(
        || {
            data.set(1);
            done.store(true, Release); // pairs with the poll
        },
        || {
            // Acquire: pairs with the store in the child.
            while !done.load(Acquire) {
                thread::sleep(LONG);
            }
            assert_eq!(data.get(), 1);
        },
    );
}
