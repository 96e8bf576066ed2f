//! Atomicity violations of one variable (Lu, Park, Seo, Zhou 2008, Learning from Mistakes).

use crate::shared::together;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::*};

rejected! {
    emptied_between_look_and_use: Panic, 1,
    read_twice: Assertion, 1,
    read_back: Assertion, 1,
    state_seen_half_way: Assertion, 2,
}

accepted! {
    looked_and_used_under_one_lock,
    read_once,
    replaced_and_compared,
    state_changed_in_one_step,
}

/// "It was there a line ago": another thread took it away in between.
fn emptied_between_look_and_use() {
    let name = Mutex::new(Some("spam"));
    together(
        || *name.lock().unwrap() = None,
        || {
            let there = name.lock().unwrap().is_some();
            there.then(|| name.lock().unwrap().expect("I have looked").len())
        },
    );
}

/// The look and the use are one critical section.
fn looked_and_used_under_one_lock() {
    let name = Mutex::new(Some("spam"));
    together(|| *name.lock().unwrap() = None, || name.lock().unwrap().map_or(0, str::len));
}

/// "The same variable, the same value": it changes between two reads.
fn read_twice() {
    let limit = AtomicU32::new(2);
    together(
        || limit.store(1, SeqCst),
        || {
            if limit.load(SeqCst) > 1 {
                assert_eq!(limit.load(SeqCst), 2, "the limit changed after it was looked at");
            }
        },
    );
}

/// One read, and a local that nobody else changes.
fn read_once() {
    let limit = AtomicU32::new(2);
    together(
        || limit.store(1, SeqCst),
        || {
            let seen = limit.load(SeqCst);
            assert!(seen == 1 || seen == 2);
        },
    );
}

/// "I have just written it, so it is mine": another thread writes in between.
fn read_back() {
    let owner = AtomicU32::new(0);
    let claim = |me| {
        owner.store(me, SeqCst);
        owner.load(SeqCst) == me
    };
    let (child, parent) = together(|| claim(1), || claim(2));
    assert!(child && parent, "somebody wrote over it");
}

/// One exchange writes, and says whether it was the first.
fn replaced_and_compared() {
    let owner = AtomicU32::new(0);
    let claim = |me| owner.compare_exchange(0, me, AcqRel, Acquire).is_ok();
    let (child, parent) = together(|| claim(1), || claim(2));
    assert!(child != parent);
}

/// "Nobody looks at it while I change it": a value between two writes is seen.
fn state_seen_half_way() {
    let balance = AtomicU32::new(10);
    let (_, seen) = together(
        || {
            balance.store(0, SeqCst); // begin anew
            balance.store(12, SeqCst);
        },
        || balance.load(SeqCst),
    );
    assert!(seen >= 10, "the account was empty for a moment");
}

/// The new value is made first, and stored once.
fn state_changed_in_one_step() {
    let balance = AtomicU32::new(10);
    let (_, seen) = together(|| balance.store(12, SeqCst), || balance.load(SeqCst));
    assert!(seen >= 10);
}
