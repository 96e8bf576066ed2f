//! Orderings that are almost right: one side strong, a failure that acquires nothing, a count that comes round.

use crate::shared::{Plain, crowd, together};
use std::hint;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU16, AtomicUsize, Ordering, Ordering::*};

rejected! {
    dekker_strong_stores_only: DataRace, 0 old => || dekker(SeqCst, Acquire),
    failed_exchange_acquires_nothing: DataRace, 1 => || looks_by_exchange(AcqRel, Relaxed),
    /// "I publish mine, that is all I owe": who reads the others' results must acquire them.
    last_one_out_releases_only: DataRace, 0 => || last_one_out(Release),
    /// "I read theirs, so I acquire": nobody has released anything.
    last_one_out_acquires_only: DataRace, 0 => || last_one_out(Acquire),
    /// "It is only a count": it also says that the results are there.
    last_one_out_relaxed: DataRace, 0 => || last_one_out(Relaxed),
    /// "It is my number, so it is my turn": the wait must see what the last holder did.
    ticket_served_relaxed: DataRace, 0 => || tickets(2, Relaxed, Release),
    /// "I only call the next number": it must publish what was done.
    ticket_handed_on_relaxed: DataRace, 0 => || tickets(2, Acquire, Relaxed),
    generation_of_eight_bits: Assertion, 1,
    /// "Each number is published and acquired": that two threads see each other needs one order of all.
    bakery_released: DataRace, 0 old => || bakery(Release, Acquire),
}

accepted! {
    dekker_strong => || dekker(SeqCst, SeqCst),
    failed_exchange_acquires => || looks_by_exchange(Release, Acquire),
    last_one_out_reads_all => || last_one_out(AcqRel),
    three_tickets => || tickets(3, Acquire, Release),
    generation_of_sixteen_bits,
    bakery_strong => || bakery(SeqCst, SeqCst),
    independent_readers_of_weak_stores,
}

/// "A SeqCst store is seen at once": not by an Acquire load.
fn dekker(store: Ordering, load: Ordering) {
    let (first, second, data) = (AtomicBool::new(false), AtomicBool::new(false), Plain::new(0));
    let enter = |mine: &AtomicBool, theirs: &AtomicBool| {
        mine.store(true, store);
        if !theirs.load(load) {
            data.increment();
        }
    };
    together(|| enter(&first, &second), || enter(&second, &first));
}

/// "The exchange has an ordering": it has two, and the failed one saw the flag.
fn looks_by_exchange(success: Ordering, failure: Ordering) {
    let (state, data) = (AtomicU8::new(0), Plain::new(0));
    together(
        || {
            data.set(7);
            state.store(1, Release);
        },
        || {
            if state.compare_exchange(0, 2, success, failure) == Err(1) {
                assert_eq!(data.get(), 7);
            }
        },
    );
}

/// Each leaves a result; who counts down to zero reads all of them.
fn last_one_out(order: Ordering) {
    let (left, results) = (AtomicUsize::new(2), [Plain::new(0), Plain::new(0)]);
    crowd(2, |me| {
        results[me].set(1);
        if left.fetch_sub(1, order) == 1 {
            assert_eq!(results[0].get() + results[1].get(), 2);
        }
    });
}

/// A ticket lock: its wait, and its hand over.
fn tickets(threads: usize, wait: Ordering, hand_on: Ordering) {
    let (next, serving, data) = (AtomicUsize::new(0), AtomicUsize::new(0), Plain::new(0));
    crowd(threads, |_| {
        let mine = next.fetch_add(1, Relaxed);
        while serving.load(wait) != mine {
            hint::spin_loop();
        }
        data.increment();
        serving.store(mine + 1, hand_on);
    });
    assert_eq!(data.get() as usize, threads);
}

/// "The generation is the same, so nothing happened": it went round once.
fn generation_of_eight_bits() {
    let (generation, value) = (AtomicU8::new(200), AtomicUsize::new(0));
    together(
        || {
            generation.fetch_add(1, SeqCst);
            value.store(1, SeqCst);
            generation.fetch_add(255, SeqCst);
        },
        || {
            let (before, first) = (generation.load(SeqCst), value.load(SeqCst));
            let (second, after) = (value.load(SeqCst), generation.load(SeqCst));
            assert!(before != after || before == 201 || first == second);
        },
    );
}

/// Wider, it does not come round.
fn generation_of_sixteen_bits() {
    let (generation, value) = (AtomicU16::new(200), AtomicUsize::new(0));
    together(
        || {
            generation.fetch_add(1, SeqCst);
            value.store(1, SeqCst);
            generation.fetch_add(255, SeqCst);
        },
        || {
            let (before, first) = (generation.load(SeqCst), value.load(SeqCst));
            let (second, after) = (value.load(SeqCst), generation.load(SeqCst));
            assert!(before != after || before == 201 || first == second);
        },
    );
}

/// Lamport's bakery for two.
fn bakery(store: Ordering, load: Ordering) {
    let choosing = [AtomicBool::new(false), AtomicBool::new(false)];
    let number = [AtomicUsize::new(0), AtomicUsize::new(0)];
    let data = Plain::new(0);
    crowd(2, |me| {
        let other = 1 - me;
        choosing[me].store(true, store);
        let mine = number[other].load(load) + 1;
        number[me].store(mine, store);
        choosing[me].store(false, store);
        while choosing[other].load(load) {
            hint::spin_loop();
        }
        loop {
            let theirs = number[other].load(load);
            if theirs == 0 || (mine, me) < (theirs, other) {
                break;
            }
            hint::spin_loop();
        }
        data.increment();
        number[me].store(0, store);
    });
}

/// All loads are SeqCst, so two readers agree, however the stores were made.
fn independent_readers_of_weak_stores() {
    let (x, y) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let seen = [const { AtomicBool::new(false) }; 2];
    crowd(4, |me| match me {
        0 => x.store(1, Release),
        1 => y.store(1, Release),
        2 => seen[0].store(x.load(SeqCst) == 1 && y.load(SeqCst) == 0, Relaxed),
        _ => seen[1].store(y.load(SeqCst) == 1 && x.load(SeqCst) == 0, Relaxed),
    });
    assert!(!(seen[0].load(Relaxed) && seen[1].load(Relaxed)));
}
