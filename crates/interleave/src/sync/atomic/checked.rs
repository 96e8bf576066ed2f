//! What every atomic does, whatever its type: it asks loom, and tells the record.

use std::sync::atomic::Ordering;

use super::stores::{comes_last, meets_strong_write, meets_update, sees_newest};
use super::word::Word;
use crate::execution::{self, begin, done};
use crate::late::Late;
use crate::pool::Half;
use crate::record::{Place, Value, Wants, What};
use crate::{choice, unwind};

/// A shadow atomic, as the typed ones hand it in: its late half, its first value as bits, and how to print bits.
#[derive(Clone, Copy)]
pub(super) struct Atomic<'a> {
    pub(super) late: &'a Late,
    pub(super) first: u64,
    pub(super) print: fn(u64) -> Value,
}

impl Atomic<'_> {
    #[track_caller]
    pub(super) fn load(self, order: Ordering, place: Place) -> u64 {
        check_load(order);
        if unwind::unwinding() {
            return self.newest();
        }
        let half = self.half();
        begin(place, Wants::Pass, Some(half.id));
        let alone = order == Ordering::SeqCst && half.loom.is_only_strong_reader();
        let bits =
            if sees_newest(self.late.made(), order, alone) { half.loom.look(order) } else { half.loom.load(order) };
        let value = (self.print)(bits);
        let newest = execution::with(|execution| execution.record.objects[half.id].newest);
        let newer = newest.filter(|(newest, event)| *newest != value && *event != usize::MAX);
        done(place, Some(half.id), What::Loaded { value, newest: newer, order });
        bits
    }

    #[track_caller]
    pub(super) fn store(self, bits: u64, order: Ordering, place: Place) {
        check_store(order);
        if unwind::unwinding() {
            return self.write_later(bits, move |word| word.store(bits, order));
        }
        let half = self.half();
        begin(place, Wants::Pass, Some(half.id));
        half.loom.count_store(self.late.made());
        if order == Ordering::SeqCst {
            meets_strong_write(Some(self.late.made()));
        }
        if comes_last(self.late.made(), order) {
            // Who has seen the newest store stores after it; and nobody else gets a turn in between. Relaxed: the program asked
            // for no load, so it must not learn what the newest store published.
            half.loom.look(Ordering::Relaxed);
            loom::stop_exploring();
            half.loom.store(bits, order);
            loom::explore();
        } else {
            half.loom.store(bits, order);
        }
        half.loom.newest.set(bits);
        done(place, Some(half.id), What::Stored { value: (self.print)(bits), order });
    }

    /// Reads and writes in one step. `change` is given the old value.
    pub(super) fn update(self, order: Ordering, place: Place, change: impl Fn(u64) -> u64) -> u64 {
        if unwind::unwinding() {
            let old = self.newest();
            let new = change(old);
            self.write_later(new, move |word| word.swap(new, order));
            return old;
        }
        let half = self.half();
        meets_update(self.late.made());
        if order == Ordering::SeqCst {
            meets_strong_write(Some(self.late.made()));
        }
        begin(place, Wants::Pass, Some(half.id));
        // Look first, to know what to swap in; and nobody else gets a turn in between. Relaxed: what the program asked to be
        // ordered is ordered by the swap.
        let old = half.loom.look(Ordering::Relaxed);
        let new = change(old);
        loom::stop_exploring();
        half.loom.swap(new, order);
        loom::explore();
        half.loom.newest.set(new);
        done(place, Some(half.id), What::Updated { old: (self.print)(old), new: (self.print)(new), order });
        old
    }

    /// Writes `new` if it finds `expected`; `weak` may also fail for no reason.
    #[track_caller]
    pub(super) fn exchange(
        self,
        (expected, new): (u64, u64),
        (success, failure): (Ordering, Ordering),
        weak: bool,
        place: Place,
    ) -> Result<u64, u64> {
        check_load(failure);
        if unwind::unwinding() {
            let old = self.newest();
            return if old == expected { Ok(self.update(success, place, |_| new)) } else { Err(old) };
        }
        let half = self.half();
        if success == Ordering::SeqCst {
            meets_strong_write(Some(self.late.made()));
        }
        meets_update(self.late.made());
        begin(place, Wants::Pass, Some(half.id));
        if weak && choice::is_odd() {
            let found = half.loom.look(failure);
            let (want, saw) = ((self.print)(expected), (self.print)(found));
            done(place, Some(half.id), What::CompareFailed { expected: want, found: saw, no_reason: want == saw });
            return Err(found);
        }
        let outcome = half.loom.exchange(expected, new, (success, failure));
        let expected = (self.print)(expected);
        let what = match outcome {
            Ok(_) => {
                half.loom.newest.set(new);
                What::Updated { old: expected, new: (self.print)(new), order: success }
            }
            Err(found) => What::CompareFailed { expected, found: (self.print)(found), no_reason: false },
        };
        done(place, Some(half.id), what);
        outcome
    }

    /// While a panic unwinds: the value now, loom's write when that is over.
    fn write_later(self, bits: u64, write: impl FnOnce(&Word) + 'static) {
        meets_update(self.late.made());
        let half = self.half();
        half.loom.newest.set(bits);
        unwind::keep(move || write(&half.loom));
    }

    /// The newest value: for a caller whom the borrow checker has shown to be alone with the atomic, for printing, and
    /// while a panic unwinds.
    pub(super) fn newest(self) -> u64 {
        if self.late.used() { self.half().loom.newest.get() } else { self.first }
    }

    /// The value for a caller whom the borrow checker has shown to be alone with it: the last store, and of two that
    /// nothing orders either may be that.
    pub(super) fn alone(self) -> u64 {
        if !self.late.used() || unwind::unwinding() { self.newest() } else { self.half().loom.read_alone() }
    }

    fn half(self) -> Half<Word> {
        execution::with(|execution| execution.met_atomic = true);
        self.late.half(self.first, Some((self.print)(self.first)))
    }
}

/// Panics as std does.
#[track_caller]
fn check_load(order: Ordering) {
    assert!(order != Ordering::Release, "there is no such thing as a release load");
    assert!(order != Ordering::AcqRel, "there is no such thing as an acquire-release load");
}

/// Panics as std does.
#[track_caller]
fn check_store(order: Ordering) {
    assert!(order != Ordering::Acquire, "there is no such thing as an acquire store");
    assert!(order != Ordering::AcqRel, "there is no such thing as an acquire-release store");
}
