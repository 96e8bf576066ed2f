//! loom's half of an atomic: one of 64 bits, which all others are.

use std::cell::{Cell, RefCell};
use std::sync::atomic::Ordering;

use super::stores::{answers_may_be_old, meets_update};
use crate::execution;
use crate::pool::LoomHalf;
use crate::record::Place;

/// loom's atomic. It holds no value but the value's index in a list of all values so far, of which the first is the one
/// that the atomic was made with: so loom's half can be made before that one is known.
pub(super) struct Word {
    index: loom::sync::atomic::AtomicU64,
    values: RefCell<Vec<u64>>,
    /// The newest value once more: for code that runs while a panic unwinds, when loom may not be asked.
    pub(super) newest: Cell<u64>,
    /// How often it was stored to plainly, and by which threads: a bit each.
    stores: Cell<(u32, u8)>,
    /// Which threads read it SeqCst: a bit each.
    strong_readers: Cell<u8>,
}

impl LoomHalf for Word {
    fn make() -> Self {
        Word {
            index: loom::sync::atomic::AtomicU64::new(0),
            values: RefCell::default(),
            newest: Cell::new(0),
            stores: Cell::default(),
            strong_readers: Cell::default(),
        }
    }

    fn begin(&self, first: u64) {
        *self.values.borrow_mut() = vec![first];
        self.newest.set(first);
    }
}

impl Word {
    /// The value with this index.
    fn value(&self, index: u64) -> u64 {
        self.values.borrow()[index as usize]
    }

    /// The index of this value: equal values have equal indices.
    fn index(&self, value: u64) -> u64 {
        let mut values = self.values.borrow_mut();
        let known = values.iter().position(|known| *known == value);
        known.unwrap_or_else(|| {
            values.push(value);
            values.len() - 1
        }) as u64
    }

    pub(super) fn load(&self, order: Ordering) -> u64 {
        self.value(self.index.load(order))
    }

    /// For a caller who is alone with it. Relaxed: a borrow that lets nobody else in is ordered already by what gave it.
    pub(super) fn read_alone(&self) -> u64 {
        if answers_may_be_old() { self.load(Ordering::Relaxed) } else { self.newest.get() }
    }

    /// Reads the newest store. loom's exchange does so where its load may not, and one that fails writes nothing.
    pub(super) fn look(&self, order: Ordering) -> u64 {
        /// Never the index of a value.
        const NO_VALUE: u64 = u64::MAX;
        let (Ok(found) | Err(found)) = self.index.compare_exchange(NO_VALUE, NO_VALUE, order, order);
        self.value(found)
    }

    pub(super) fn store(&self, value: u64, order: Ordering) {
        self.index.store(self.index(value), order);
    }

    /// loom keeps the order of the stores coherent while there are two, or all are of one thread; beyond that it is ours.
    pub(super) fn count_store(&self, made: Place) {
        let (count, threads) = self.stores.get();
        let (count, threads) = (count + 1, threads | 1 << execution::running());
        self.stores.set((count, threads));
        if count > 2 && !threads.is_power_of_two() {
            meets_update(made);
        }
    }

    /// The running thread reads SeqCst: has no other thread done so?
    pub(super) fn is_only_strong_reader(&self) -> bool {
        let me = 1 << execution::running();
        self.strong_readers.set(self.strong_readers.get() | me);
        self.strong_readers.get() == me
    }

    pub(super) fn swap(&self, value: u64, order: Ordering) {
        self.index.swap(self.index(value), order);
    }

    pub(super) fn exchange(
        &self,
        expected: u64,
        new: u64,
        (success, failure): (Ordering, Ordering),
    ) -> Result<u64, u64> {
        let (expected, new) = (self.index(expected), self.index(new));
        let outcome = self.index.compare_exchange(expected, new, success, failure);
        outcome.map(|old| self.value(old)).map_err(|found| self.value(found))
    }
}
