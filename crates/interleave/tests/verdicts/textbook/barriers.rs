//! The sense-reversing barrier (Hensgen, Finkel, Manber 1988, Two Algorithms for Barrier Synchronization).

use crate::shared::{Plain, crowd};
use std::hint;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering, Ordering::*};

rejected! {
    /// "Up is up": in the second round the flag is up before anybody has come.
    flag_never_turned: DataRace, 1 => || rounds(2, 3, Barrier { reverses: false, ..RIGHT }),
    /// "First let them go, then tidy up": they come again before the count is set back.
    count_set_back_too_late: Spin, 1 => || rounds(2, 3, Barrier { resets_first: false, ..RIGHT }),
    /// "It only counts": who comes last must have seen what the others did.
    arrived_relaxed: DataRace, 0 => || rounds(2, 3, Barrier { arrives: Relaxed, ..RIGHT }),
    /// "It only says go": who goes on must see what the last one has seen.
    let_go_relaxed: DataRace, 1 => || rounds(2, 3, Barrier { lets_go: Relaxed, ..RIGHT }),
}

accepted! {
    /// Each round waits for the other value of the flag.
    three_rounds_of_two => || rounds(2, 3, RIGHT),
    /// Three threads, one round.
    a_round_of_three => || rounds(3, 1, RIGHT),
}

/// How the barrier is made.
#[derive(Clone, Copy)]
struct Barrier {
    reverses: bool,
    resets_first: bool,
    /// Right: AcqRel. Each arrival pairs with the ones after it.
    arrives: Ordering,
    /// Right: Release. Pairs with the Acquire loads of those who wait.
    lets_go: Ordering,
}

const RIGHT: Barrier = Barrier { reverses: true, resets_first: true, arrives: AcqRel, lets_go: Release };

fn rounds(threads: usize, rounds: usize, barrier: Barrier) {
    let (here, flag, data) = (AtomicUsize::new(0), AtomicBool::new(false), Plain::new(0));
    crowd(threads, |me| {
        let mut sense = true;
        for round in 0..rounds {
            // In each round another thread works alone.
            if me == round % threads {
                data.increment();
            }
            if here.fetch_add(1, barrier.arrives) + 1 == threads {
                if barrier.resets_first {
                    here.store(0, Relaxed); // published by the flag
                }
                flag.store(sense, barrier.lets_go);
                if !barrier.resets_first {
                    here.store(0, Relaxed);
                }
            } else {
                // Acquire: pairs with the store of the one who came last.
                while flag.load(Acquire) != sense {
                    hint::spin_loop();
                }
            }
            sense ^= barrier.reverses;
        }
    });
    assert_eq!(data.get() as usize, rounds);
}
