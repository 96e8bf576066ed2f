//! Memory orderings: what a thread may not yet see, and what it must.

use crate::shared::{Plain, both_write_both, crowd, together};
use interleave::Model;
use std::hint;
use std::real;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicUsize, Ordering, Ordering::*};

rejected! {
    published_by_a_relaxed_store: DataRace, 1 => || publishes(Relaxed, Acquire),
    read_after_a_relaxed_load: DataRace, 1 => || publishes(Release, Relaxed),
    number_passed_relaxed: Assertion, 1 old => || passes_a_number(Relaxed, Relaxed),
    taken_over_relaxed: DataRace, 0 => || hands_on(Relaxed, Release),
    handed_on_relaxed: DataRace, 0 => || hands_on(Acquire, Relaxed),
    pointer_published_relaxed: DataRace, 1 => || publishes_a_pointer(Relaxed),
    made_once_checked_relaxed: DataRace, 0 => || makes_once(Relaxed, Relaxed),
    store_buffer_released: Assertion, 0 old => || store_buffer(Release, Acquire),
    store_buffer_strong_on_one_side: Assertion, 0 old => || store_buffer(SeqCst, Acquire),
    two_writers_relaxed: Assertion, 0 old => || two_writers(Relaxed),
    readers_disagree: Assertion, 0 old => || independent_readers(Release, Acquire),
    peterson_released: DataRace, 0 old => || peterson(Release, Acquire),
}

accepted! {
    published_by_a_release_store => || publishes(Release, Acquire),
    number_passed_released => || passes_a_number(Release, Acquire),
    handed_on => || hands_on(Acquire, Release),
    pointer_published => || publishes_a_pointer(Release),
    made_once => || makes_once(Release, Acquire),
    store_buffer_strong => || store_buffer(SeqCst, SeqCst),
    store_buffer_of_updates,
    two_writers_strong => || two_writers(SeqCst),
    readers_agree => || independent_readers(SeqCst, SeqCst),
    peterson_strong => || peterson(SeqCst, SeqCst),
    many_may_read,
}

/// "The flag is up, so the data is there": only if a Release store pairs with an Acquire load.
fn publishes(store: Ordering, load: Ordering) {
    let (data, ready) = (Plain::new(0), AtomicBool::new(false));
    together(
        || {
            data.set(1);
            ready.store(true, store); // right: Release, pairs with the load
        },
        || {
            // Right: Acquire, pairs with the store.
            if ready.load(load) {
                assert_eq!(data.get(), 1);
            }
        },
    );
}

/// "An atomic cannot race, so Relaxed will do": it may still be seen too late.
fn passes_a_number(store: Ordering, load: Ordering) {
    let (number, ready) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (_, seen) = together(
        || {
            number.store(1, Relaxed); // published by `ready`
            ready.store(true, store); // right: Release, pairs with the load
        },
        // Right: Acquire, pairs with the store.
        || ready.load(load).then(|| number.load(Relaxed)),
    );
    assert_ne!(seen, Some(0), "the flag came before the number");
}

/// "The second thread has seen it, so the third does": each hand-over needs its own pair.
fn hands_on(load: Ordering, store: Ordering) {
    let (data, first, second) = (Plain::new(0), AtomicBool::new(false), AtomicBool::new(false));
    crowd(3, |me| match me {
        0 => {
            data.set(1);
            first.store(true, Release); // pairs with thread 1
        }
        1 => {
            // Right: Acquire, pairs with thread 0.
            if first.load(load) {
                second.store(true, store); // right: Release, pairs with thread 2
            }
        }
        _ => {
            // Acquire: pairs with thread 1.
            if second.load(Acquire) {
                assert_eq!(data.get(), 1);
            }
        }
    });
}

/// "The pointer is there, so is what it points to."
fn publishes_a_pointer(store: Ordering) {
    let slot = AtomicPtr::new(std::ptr::null_mut());
    together(
        || {
            let data = Box::new(Plain::new(0));
            data.set(1);
            slot.store(Box::into_raw(data), store); // right: Release, pairs with the load
        },
        || {
            let data = slot.load(Acquire); // pairs with the store
            if !data.is_null() {
                // SAFETY: the child made it, and it lives until both have ended.
                let data: &Plain<u32> = unsafe { &*data };
                assert_eq!(data.get(), 1);
            }
        },
    );
    // Relaxed: the child has been joined. SAFETY: from `into_raw` in the child, which has ended; nobody else frees it.
    drop(unsafe { Box::from_raw(slot.load(Relaxed)) });
}

/// "Checked twice is safe": the first look is outside the lock and needs its own pair.
fn makes_once(store: Ordering, load: Ordering) {
    let (data, made, lock) = (Plain::new(0), AtomicBool::new(false), Mutex::new(()));
    crowd(2, |_| {
        // Right: Acquire, pairs with the store.
        if !made.load(load) {
            let _guard = lock.lock().unwrap();
            // Relaxed: the lock orders the two.
            if !made.load(Relaxed) {
                data.increment();
                made.store(true, store); // right: Release, pairs with the first look
            }
        }
        assert_eq!(data.get(), 1);
    });
}

/// "One of us comes first, so the other sees it": only SeqCst puts all four in one order.
fn store_buffer(store: Ordering, load: Ordering) {
    let (x, y) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (child, parent) = together(
        || {
            x.store(1, store);
            y.load(load)
        },
        || {
            y.store(1, store);
            x.load(load)
        },
    );
    assert!(child + parent > 0, "neither saw the other");
}

/// An update reads the newest value, so whoever updates second has acquired from the first.
fn store_buffer_of_updates() {
    let (x, y) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (child, parent) = together(
        || {
            x.swap(1, AcqRel);
            y.fetch_add(0, AcqRel) // pairs with the parent's swap
        },
        || {
            y.swap(1, AcqRel);
            x.fetch_add(0, AcqRel) // pairs with the child's swap
        },
    );
    assert!(child + parent > 0);
}

/// "Each of us writes both, so one of us wrote both last": Relaxed stores to two places have no common order.
fn two_writers(store: Ordering) {
    let (x, y) = (AtomicUsize::new(0), AtomicUsize::new(0));
    both_write_both((&x, &y), store);
    assert_ne!((x.load(Relaxed), y.load(Relaxed)), (1, 1), "both first stores came last");
}

/// "Everybody sees things happen in one order": two writers, and two readers who disagree about who came first.
fn independent_readers(store: Ordering, load: Ordering) {
    let (x, y) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let seen = [Plain::new((0, 0)), Plain::new((0, 0))];
    crowd(4, |me| match me {
        0 => x.store(1, store),
        1 => y.store(1, store),
        2 => seen[0].set((x.load(load), y.load(load))),
        _ => seen[1].set((y.load(load), x.load(load))),
    });
    assert_ne!(seen.map(|seen| seen.get()), [(1, 0), (1, 0)], "x before y, and y before x");
}

/// "I say that I want to go in, and look whether the other does": that is a store buffer, twice.
fn peterson(store: Ordering, load: Ordering) {
    let (wants, turn, data) = ([AtomicBool::new(false), AtomicBool::new(false)], AtomicUsize::new(0), Plain::new(0));
    crowd(2, |me| {
        let other = 1 - me;
        wants[me].store(true, store);
        turn.store(other, store);
        while wants[other].load(load) && turn.load(load) == other {
            hint::spin_loop();
        }
        data.increment();
        wants[me].store(false, store);
    });
    assert_eq!(data.get(), 2);
}

/// Reading is no race with reading, and starting and joining threads are orders.
fn many_may_read() {
    let data = Plain::new(0);
    data.set(1);
    crowd(3, |_| assert_eq!(data.get(), 1));
    data.set(2);
}

/// The widest round with old values costs as much as the one before it. Where no operation could be given one it would run the
/// same schedules again, so it is left out.
#[test]
fn what_could_see_no_old_value_is_not_searched_for_it() {
    let check = |loads: bool| {
        let runs = real::sync::Arc::new(real::sync::atomic::AtomicUsize::new(0));
        let counted = real::sync::Arc::clone(&runs);
        let closure = move || {
            counted.fetch_add(1, SeqCst);
            let count = AtomicUsize::new(0);
            crowd(2, |_| {
                count.fetch_add(1, Relaxed);
            });
            // All threads were joined: it sees the newest value only, and adds no schedule.
            assert!(!loads || count.load(Relaxed) == 2);
        };
        let passed = Model::new().check(closure).expect("right in every schedule");
        (runs.load(SeqCst), passed)
    };
    let ((with, _), (without, passed)) = (check(true), check(false));
    assert_eq!(passed.preemptions, 3);
    assert_eq!(with - without, passed.schedules);
}
