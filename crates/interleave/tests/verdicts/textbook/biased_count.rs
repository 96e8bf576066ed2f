//! Reference counts biased towards the thread that made the object (Choi, Shull, Torrellas 2018, Biased Reference Counting),
//! which CPython without the GIL uses.

use crate::shared::{Plain, together};
use std::sync::atomic::{AtomicUsize, Ordering, Ordering::*};

rejected! {
    /// "A count is a count": the owner's is not atomic, and only the owner may touch it.
    others_count_in_the_owners: DataRace, 0 => || shares(Count { others_count_apart: false, ..RIGHT }),
    /// "My count is zero, so nobody has it": others count apart.
    freed_by_the_owner_alone: DataRace, 0 => || shares(Count { owner_asks: false, ..RIGHT }),
    /// "I look, then I say that I have left": the other leaves in between, and nobody frees.
    left_in_two_steps: Assertion, 1 => || shares(Count { leaves_in_one_step: false, ..RIGHT }),
    /// "Only the number matters": the one who frees must have seen what the other did.
    dropped_relaxed: DataRace, 0 => || shares(Count { others: Relaxed, ..RIGHT }),
}

accepted! {
    /// The owner's count is plain; when it is zero it is merged into the shared one.
    merged_when_the_owner_leaves => || shares(RIGHT),
}

/// How the counts are kept.
#[derive(Clone, Copy)]
struct Count {
    others_count_apart: bool,
    owner_asks: bool,
    leaves_in_one_step: bool,
    /// Right: AcqRel. Whoever comes second pairs with the first.
    others: Ordering,
}

const RIGHT: Count = Count { others_count_apart: true, owner_asks: true, leaves_in_one_step: true, others: AcqRel };

/// In the shared word: the owner has left. The references of others count from the next bit.
const MERGED: usize = 1;
const ONE: usize = 2;

/// The owner has one reference, another thread has one; each reads and lets go.
fn shares(count: Count) {
    let (owners, shared) = (Plain::new(1_u32), AtomicUsize::new(ONE));
    let (object, freed) = (Plain::new(7_u32), AtomicUsize::new(0));
    let free = || {
        object.set(0); // freeing is a write
        freed.fetch_add(1, Relaxed);
    };
    together(
        || {
            object.get();
            if !count.others_count_apart {
                owners.increment();
            } else if shared.fetch_sub(ONE, count.others) == ONE | MERGED {
                free();
            }
        },
        || {
            object.get();
            owners.set(owners.get() - 1);
            let others = if count.leaves_in_one_step {
                shared.fetch_or(MERGED, AcqRel) // pairs with the other's drop
            } else {
                let others = shared.load(Acquire);
                shared.fetch_or(MERGED, AcqRel);
                others
            };
            if others == 0 || !count.owner_asks {
                free();
            }
        },
    );
    assert_eq!(freed.load(Relaxed), 1, "freed once");
}
