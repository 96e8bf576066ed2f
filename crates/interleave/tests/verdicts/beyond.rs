//! Beyond the model: programs on which it gives the wrong verdict, or none, and why. A row that changes has become better.

use crate::shared::{both_write_both, crowd, together};
use interleave::Model;
use std::sync::Arc;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering::*, fence};

/// One test a row: `program: accepted` or `program: Kind`, which is what the model says, and not what is true.
macro_rules! beyond {
    ($($(#[$why:meta])* $name:ident: $verdict:ident,)+) => {
        mod verdict {
            $(
                $(#[$why])*
                #[test]
                fn $name() {
                    let verdict = interleave::Model::new().check(super::$name);
                    let said = verdict.map_or_else(|failure| format!("{:?}", failure.kind), |_| "accepted".to_owned());
                    assert_eq!(said, stringify!($verdict), "the row, and the list in lib.rs, are out of date");
                }
            )+
        }
    };
}

beyond! {
    /// Wrong, and goes unseen: loom runs a thread's operations in their order, so a load never returns what is stored later.
    load_buffering: accepted,
    /// Wrong, and goes unseen: with its two forced switches used up, loom lets the thread go on that started first.
    choice_after_the_last_switch: accepted,
    /// Wrong, and goes unseen: that an object was made is no operation of the model, only its use is.
    object_published_relaxed: accepted,
    /// Wrong, and goes unseen: `Arc` is std's own, and reading its count is no step of the schedule.
    arc_counted: accepted,
    /// Wrong, and goes unseen: beside read-modify-writes all stores of an atomic stand in the order of the schedule.
    two_writers_beside_updates: accepted,
    /// Right, and is rejected: loom has no single order of `SeqCst` operations, and a store and a fence do not meet in it.
    strong_store_against_a_strong_fence: Assertion,
    /// Right, and cannot be decided: a destructor that waits while its thread panics is not followed.
    lock_while_unwinding: Undecided,
}

/// Each passes on what it sees: the rules of Relaxed let both see a value that comes out of nothing but each other.
fn load_buffering() {
    let (x, y) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (child, parent) = together(
        || {
            let seen = x.load(Relaxed);
            y.store(1, Relaxed);
            seen
        },
        || {
            let seen = y.load(Relaxed);
            x.store(1, Relaxed);
            seen
        },
    );
    assert!(child + parent < 2);
}

/// Two switches, and then the third thread again, although the second could go on.
fn choice_after_the_last_switch() {
    let turns = [const { AtomicUsize::new(9) }; 5];
    let next = AtomicUsize::new(0);
    let go = |me| turns[next.fetch_add(1, SeqCst)].store(me, Relaxed);
    crowd(3, |me| {
        go(me);
        if me != 1 {
            go(me);
        }
    });
    assert_ne!(turns.each_ref().map(|turn| turn.load(Relaxed)), [0, 2, 0, 2, 1]);
}

/// A fresh atomic, handed over by a Relaxed store: the other thread may see it not yet made.
fn object_published_relaxed() {
    let place = AtomicPtr::new(std::ptr::null_mut::<AtomicUsize>());
    together(
        || place.store(Box::into_raw(Box::new(AtomicUsize::new(7))), Relaxed),
        || {
            let seen = place.load(Relaxed);
            if !seen.is_null() {
                // SAFETY: from `into_raw`, and it lives until both have ended.
                assert_eq!(unsafe { &*seen }.load(Relaxed), 7);
            }
        },
    );
    // SAFETY: from `into_raw` in the child, which has ended.
    drop(unsafe { Box::from_raw(place.load(Relaxed)) });
}

/// "The child has it, so there are two": it may have dropped it.
fn arc_counted() {
    let mine = Arc::new(AtomicUsize::new(0));
    let theirs = Arc::clone(&mine);
    let child = std::thread::spawn(move || drop(theirs));
    assert_eq!(Arc::strong_count(&mine), 2);
    child.join().unwrap();
    mine.fetch_add(1, Relaxed);
    let again = Arc::clone(&mine);
    std::thread::spawn(move || again.load(Relaxed)).join().unwrap();
}

/// Relaxed stores to two places have no common order, whatever else is done to them.
fn two_writers_beside_updates() {
    let (x, y) = (AtomicUsize::new(0), AtomicUsize::new(0));
    x.fetch_add(0, Relaxed);
    y.fetch_add(0, Relaxed);
    both_write_both((&x, &y), Relaxed);
    assert_ne!((x.load(Relaxed), y.load(Relaxed)), (1, 1));
}

/// A store buffer: the child is strong by its operations, the parent by its fence, and one must see the other.
fn strong_store_against_a_strong_fence() {
    let (x, y) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (child, parent) = together(
        || {
            x.store(1, SeqCst);
            y.load(SeqCst)
        },
        || {
            y.store(1, Relaxed);
            fence(SeqCst);
            x.load(Relaxed)
        },
    );
    assert!(child + parent > 0);
}

/// A guard that counts when it goes, be it by a panic.
fn lock_while_unwinding() {
    struct Counts<'a>(&'a std::sync::Mutex<u32>);

    impl Drop for Counts<'_> {
        fn drop(&mut self) {
            *self.0.lock().unwrap() += 1;
        }
    }

    let count = std::sync::Mutex::new(0);
    std::thread::scope(|scope| {
        let child = scope.spawn(|| {
            let _counts = Counts(&count);
            panic!("the child gave up");
        });
        assert!(child.join().is_err());
    });
    assert_eq!(*count.lock().unwrap(), 1);
}

/// One forced switch more than the default bound finds what `choice_after_the_last_switch` hides.
#[test]
fn one_switch_more_finds_the_choice_after_the_last() {
    assert!(Model::new().preemptions(3).check(choice_after_the_last_switch).is_err());
}
