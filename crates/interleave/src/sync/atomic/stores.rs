//! Where a store may stand among the others.
//!
//! loom is too generous in two places. It may put a plain store into the middle of a read-modify-write, so that a swap
//! lock lets two threads in; and it treats `SeqCst` loads and stores as `Acquire` and `Release`. Turning every store
//! into a swap mends both, and hides real races: a swap continues the release sequence of the store before it, a plain
//! store ends it. So plain stores stay plain. Only where it is needed a store is made to come last (see `checked`):
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

use crate::execution;
use crate::knowledge;
use crate::pool::{self, LoomHalf};
use crate::record::Place;

thread_local! {
    /// Loads see the newest store only: this round is about switches, not about memory.
    static NEWEST_ONLY: Cell<bool> = const { Cell::new(false) };
}

/// Says whether this round's loads see the newest store only.
pub(crate) fn set_newest_only(yes: bool) {
    NEWEST_ONLY.set(yes);
}

/// Is this a round whose loads may see old stores, and whose questions (`OnceLock::get`) may be given old answers?
pub(crate) fn answers_may_be_old() -> bool {
    !newest_only()
}

/// That somebody asks is noted: where nobody does, the rounds with old stores run the same schedules as those without.
fn newest_only() -> bool {
    execution::with(|execution| (execution.met_atomic, execution.asked_for_old) = (true, true));
    NEWEST_ONLY.get()
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
    if newest_only() || order == Ordering::SeqCst {
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

/// An atomic made at `place` is written SeqCst; or, without a place, there is a SeqCst fence.
pub(super) fn meets_strong_write(place: Option<Place>) {
    let is_new = knowledge::with(|knowledge| {
        let is_new = !knowledge.strong.contains(&place);
        if is_new {
            knowledge.strong.push(place);
        }
        is_new
    });
    if is_new {
        knowledge::begin_again();
    }
}

/// Must a load see the newest store? A SeqCst load must, if the stores stand in the one order, too. If none does, only
/// what other SeqCst loads have seen binds it: so it may see an old one if there are no others (`alone`).
pub(super) fn sees_newest(place: Place, order: Ordering, alone: bool) -> bool {
    let strong = || knowledge::with(|knowledge| knowledge.strong.iter().any(|it| it.is_none_or(|it| it == place)));
    newest_only() || order == Ordering::SeqCst && (!alone || strong())
}

/// loom's fence is part of the step before it, and loom does not know that two SeqCst fences depend on each other. Here
/// they get a step of their own, all on one object. Relaxed: it is there to be tried in both orders; what is ordered, the
/// fence after it orders.
pub(super) fn step_before_strong_fence() {
    meets_strong_write(None);
    struct Fences(loom::sync::atomic::AtomicUsize);
    impl LoomHalf for Fences {
        fn make() -> Self {
            Fences(loom::sync::atomic::AtomicUsize::new(0))
        }
    }
    /// No object has this number.
    const FENCES: u64 = 0;
    pool::half::<Fences>(FENCES, 0, || usize::MAX).loom.0.fetch_add(1, Ordering::Relaxed);
}
