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

use std::cell::{Cell, RefCell};
use std::sync::atomic::Ordering;

use crate::record::Place;
use crate::unwind;

thread_local! {
    /// Loads see the newest store only: this round is about switches, not about memory.
    static NEWEST_ONLY: Cell<bool> = const { Cell::new(false) };
    static PLACES: RefCell<Places> = const { RefCell::new(Places { updated: Vec::new(), stored: Vec::new() }) };
}

/// Where the atomics of this model are made.
struct Places {
    /// Those that meet read-modify-writes.
    updated: Vec<Place>,
    /// Those that were stored to plainly.
    stored: Vec<Place>,
}

pub(crate) fn new_model() {
    PLACES.with(|places| {
        let mut places = places.borrow_mut();
        places.updated.clear();
        places.stored.clear();
    });
}

/// Says whether this round's loads see the newest store only.
pub(crate) fn set_newest_only(yes: bool) {
    NEWEST_ONLY.set(yes);
}

/// An atomic made at `place` meets a read-modify-write.
pub(super) fn meets_update(place: Place) {
    let too_late = PLACES.with(|places| {
        let mut places = places.borrow_mut();
        if places.updated.contains(&place) {
            return false;
        }
        places.updated.push(place);
        places.stored.contains(&place)
    });
    if too_late {
        if unwind::unwinding() {
            unwind::restart_after_unwinding();
        } else {
            unwind::restart();
        }
    }
}

/// Must a store to an atomic made at `place` come after all stores so far?
pub(super) fn comes_last(place: Place, order: Ordering) -> bool {
    if NEWEST_ONLY.get() || order == Ordering::SeqCst {
        return true;
    }
    PLACES.with(|places| {
        let mut places = places.borrow_mut();
        let last = places.updated.contains(&place);
        if !last && !places.stored.contains(&place) {
            places.stored.push(place);
        }
        last
    })
}

/// Must a load see the newest store?
pub(super) fn sees_newest(order: Ordering) -> bool {
    NEWEST_ONLY.get() || order == Ordering::SeqCst
}
