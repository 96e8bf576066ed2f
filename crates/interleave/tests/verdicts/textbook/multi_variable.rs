//! Atomicity violations of several variables that belong together (Lu, Park, Seo, Zhou 2008, Learning from Mistakes).

use crate::shared::{crowd, together};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::*};

rejected! {
    money_on_its_way: Assertion, 2,
    length_apart_from_the_items: Panic, 1,
    halves_of_a_number: Assertion, 1,
    stale_cache: Assertion, 1,
    two_flags_for_three_states: Assertion, 1,
}

accepted! {
    transfer_under_one_lock,
    length_beside_the_items,
    number_in_one_word,
    cache_filled_under_the_lock,
}

/// "Each account is locked while it changes": between the two, the sum is wrong.
fn money_on_its_way() {
    let accounts = [Mutex::new(1), Mutex::new(0)];
    let (_, sum) = together(
        || {
            *accounts[0].lock().unwrap() -= 1;
            *accounts[1].lock().unwrap() += 1;
        },
        || *accounts[0].lock().unwrap() + *accounts[1].lock().unwrap(),
    );
    assert_eq!(sum, 1, "money was lost on its way");
}

/// One lock for the rule, not one for each variable.
fn transfer_under_one_lock() {
    let accounts = Mutex::new([1, 0]);
    let (_, sum) = together(
        || {
            let mut accounts = accounts.lock().unwrap();
            accounts[0] -= 1;
            accounts[1] += 1;
        },
        || accounts.lock().unwrap().iter().sum::<i32>(),
    );
    assert_eq!(sum, 1);
}

/// "Both are guarded": by two locks, so the length is that of other items.
fn length_apart_from_the_items() {
    let (length, items) = (Mutex::new(1_usize), Mutex::new(vec!["spam"]));
    together(
        || {
            items.lock().unwrap().clear();
            *length.lock().unwrap() = 0;
        },
        || {
            let length = *length.lock().unwrap();
            if length > 0 {
                let _last = items.lock().unwrap()[length - 1];
            }
        },
    );
}

/// Under the lock of the items, their own length is the right one.
fn length_beside_the_items() {
    let items = Mutex::new(vec!["spam"]);
    together(|| items.lock().unwrap().clear(), || items.lock().unwrap().last().copied());
}

/// "Both halves are atomic": a reader takes one of the old number and one of the new.
fn halves_of_a_number() {
    let (high, low) = (AtomicU32::new(0), AtomicU32::new(99));
    let (_, seen) = together(
        || {
            high.store(1, SeqCst);
            low.store(0, SeqCst);
        },
        || high.load(SeqCst) * 100 + low.load(SeqCst),
    );
    assert!(seen == 99 || seen == 100, "a number that there never was: {seen}");
}

/// One word is read at once.
fn number_in_one_word() {
    let number = AtomicU64::new(99);
    let (_, seen) = together(|| number.store(100, SeqCst), || number.load(SeqCst));
    assert!(seen == 99 || seen == 100);
}

/// "What I computed is still right when I store it": the source changed, and the cache was emptied, in between.
fn stale_cache() {
    let (source, cache) = (AtomicU32::new(1), Mutex::new(None));
    together(
        || {
            source.store(2, SeqCst);
            *cache.lock().unwrap() = None;
        },
        || {
            let square = source.load(SeqCst).pow(2);
            *cache.lock().unwrap() = Some(square);
        },
    );
    let cached = *cache.lock().unwrap();
    assert_ne!(cached, Some(1), "the cache keeps the old square");
}

/// Read and filled under the lock that empties it.
fn cache_filled_under_the_lock() {
    let (source, cache) = (AtomicU32::new(1), Mutex::new(None));
    together(
        || {
            source.store(2, SeqCst);
            *cache.lock().unwrap() = None;
        },
        || {
            let mut cache = cache.lock().unwrap();
            *cache = Some(source.load(SeqCst).pow(2));
        },
    );
    let cached = *cache.lock().unwrap();
    assert_ne!(cached, Some(1));
}

/// "One flag for each": idle and busy are both down for a moment, and two threads take that for a third state.
fn two_flags_for_three_states() {
    let (idle, busy) = (AtomicBool::new(true), AtomicBool::new(false));
    crowd(2, |me| {
        if me == 0 {
            idle.store(false, SeqCst);
            busy.store(true, SeqCst);
        } else {
            assert!(idle.load(SeqCst) || busy.load(SeqCst), "neither idle nor busy");
        }
    });
}
