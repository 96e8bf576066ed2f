//! Where a store may stand among the others.
//!
//! loom is too generous in two places. It may put a plain store into the middle of a read-modify-write, so that a swap
//! lock lets two threads in; and it treats `SeqCst` loads and stores as `Acquire` and `Release`. Turning every store
//! into a swap mends both, and hides real races: a swap continues the release sequence of the store before it, a plain
//! store ends it. So plain stores stay plain. Only where it is needed a store is made to come last (see `word`):
//! atomics that also meet read-modify-writes, and `SeqCst` stores.
//!
//! # Keeps true
//!
//! Whether atomics need it is known of the place in the source where they are made, and before the first store of the
//! search that counts: if a read-modify-write comes after a plain store, the search begins again.
//!
//! # Not covered
//!
//! For those atomics, a store that takes its place before an earlier one of another thread.

use std::cell::Cell;
use std::sync::atomic::Ordering;

use crate::knowledge;
use crate::record::Place;

thread_local! {
    /// Loads see the newest store only: this round is about switches, not about memory.
    static NEWEST_ONLY: Cell<bool> = const { Cell::new(false) };
}

/// Says whether this round's loads see the newest store only.
pub(crate) fn set_newest_only(yes: bool) {
    NEWEST_ONLY.set(yes);
}

/// An atomic made at `place` meets a read-modify-write.
pub(super) fn meets_update(place: Place) {
    let too_late = knowledge::with(|knowledge| {
        let is_new = !knowledge.updated.contains(&place);
        if is_new {
            knowledge.updated.push(place);
        }
        is_new && knowledge.stored.contains(&place)
    });
    if too_late {
        knowledge::begin_again();
    }
}

/// Must a store to an atomic made at `place` come after all stores so far?
pub(super) fn comes_last(place: Place, order: Ordering) -> bool {
    if NEWEST_ONLY.get() || order == Ordering::SeqCst {
        return true;
    }
    knowledge::with(|knowledge| {
        let last = knowledge.updated.contains(&place);
        if !last && !knowledge.stored.contains(&place) {
            knowledge.stored.push(place);
        }
        last
    })
}

/// Must a load see the newest store?
pub(super) fn sees_newest(order: Ordering) -> bool {
    NEWEST_ONLY.get() || order == Ordering::SeqCst
}
