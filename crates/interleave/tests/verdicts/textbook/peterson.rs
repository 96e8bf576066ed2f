//! Mutual exclusion for two (Peterson 1981, Myths About the Mutual Exclusion Problem), with one read-modify-write.

use crate::shared::{Plain, crowd};
use std::hint;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};

rejected! {
    /// "A Release store is as good as a swap": each may still see the other's flag down.
    turn_stored: DataRace, 0 old => || peterson(By::Store, false, true),
    /// "I give way, then say that I want in": between the two the other sees nobody.
    turn_before_flag: DataRace, 2 => || peterson(By::Swap, true, true),
    /// "It is my turn": who comes last must give way, or both go in.
    turn_taken_not_given: DataRace, 1 => || peterson(By::Swap, false, false),
}

accepted! {
    /// The later swap reads the earlier one, so whoever comes second sees the other's flag.
    turn_swapped => || peterson(By::Swap, false, true),
}

#[derive(Clone, Copy)]
enum By {
    Store,
    Swap,
}

fn peterson(by: By, turn_first: bool, gives_way: bool) {
    let (wants, turn, data) = ([AtomicBool::new(false), AtomicBool::new(false)], AtomicUsize::new(0), Plain::new(0));
    crowd(2, |me| {
        let other = 1 - me;
        let set_turn = || match by {
            By::Store => turn.store(if gives_way { other } else { me }, Release),
            // AcqRel: the second swap reads the first, so it acquires the other's flag.
            By::Swap => drop(turn.swap(if gives_way { other } else { me }, AcqRel)),
        };
        if turn_first {
            set_turn();
        }
        wants[me].store(true, Relaxed); // published by the swap
        if !turn_first {
            set_turn();
        }
        // Acquire: the flag pairs with the Release store of the one who leaves.
        while wants[other].load(Acquire) && turn.load(Relaxed) == other {
            hint::spin_loop();
        }
        data.increment();
        wants[me].store(false, Release); // pairs with the loop
    });
}
