//! The queue lock: everybody spins on a flag of their own (Mellor-Crummey, Scott 1991, Algorithms for Scalable
//! Synchronization on Shared-Memory Multiprocessors).

use crate::shared::{Plain, crowd};
use std::hint;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering, Ordering::*};

rejected! {
    /// "The flag is only a flag": the next must see what was done under the lock.
    handed_on_relaxed: DataRace, 1 => || counts(2, Lock { hand_on: Relaxed, ..RIGHT }),
    /// "Nobody is behind me": somebody has taken the tail and has not linked yet.
    left_without_a_look: Spin, 1 => || counts(2, Lock { looks_again: false, ..RIGHT }),
    /// "First in the queue, then my flag up": it was let go in between, and its own flag locks it out.
    flag_raised_after_the_link: Spin, 2 => || counts(2, Lock { flag_first: false, ..RIGHT }),
    /// "The swap only makes the queue": who finds it empty must see what the last holder did.
    joined_relaxed: DataRace, 0 => || counts(2, Lock { join: Relaxed, ..RIGHT }),
}

accepted! {
    /// Two threads, each with its node.
    two_threads => || counts(2, RIGHT),
    /// Three threads in the queue.
    three_threads => || counts(3, RIGHT),
}

/// How the lock is made.
#[derive(Clone, Copy)]
struct Lock {
    /// Right: Release, pairs with the wait of the next.
    hand_on: Ordering,
    /// Right: AcqRel. Acquire: pairs with the exchange of the one who left last.
    join: Ordering,
    looks_again: bool,
    flag_first: bool,
}

const RIGHT: Lock = Lock { hand_on: Release, join: AcqRel, looks_again: true, flag_first: true };

/// The place of one thread in the queue. Numbers count from 1; 0 is nobody.
struct Node {
    next: AtomicUsize,
    waits: AtomicBool,
}

fn counts(threads: usize, lock: Lock) {
    let nodes: [Node; 3] = std::array::from_fn(|_| Node { next: AtomicUsize::new(0), waits: AtomicBool::new(false) });
    let (tail, data) = (AtomicUsize::new(0), Plain::new(0));
    crowd(threads, |me| {
        let mine = &nodes[me];
        if lock.flag_first {
            mine.waits.store(true, Relaxed); // published by the link
        }
        let before = tail.swap(me + 1, lock.join);
        if before != 0 {
            nodes[before - 1].next.store(me + 1, Release); // pairs with the loads of `next`
            if !lock.flag_first {
                mine.waits.store(true, Relaxed);
            }
            while mine.waits.load(Acquire) {
                hint::spin_loop(); // pairs with `hand_on`
            }
        }
        data.increment();
        if mine.next.load(Acquire) == 0 {
            // Release: pairs with the swap of the next one.
            if !lock.looks_again {
                return tail.store(0, Release);
            }
            if tail.compare_exchange(me + 1, 0, Release, Relaxed).is_ok() {
                return;
            }
            while mine.next.load(Acquire) == 0 {
                hint::spin_loop();
            }
        }
        nodes[mine.next.load(Relaxed) - 1].waits.store(false, lock.hand_on);
    });
    assert_eq!(data.get() as usize, threads);
}
