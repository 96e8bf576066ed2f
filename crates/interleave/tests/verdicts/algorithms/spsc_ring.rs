//! A ring of two slots between one producer and one consumer.

use crate::shared::together;
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicUsize, Ordering, Ordering::*};
use std::thread;

rejected! {
    /// "One thread writes the index, so it needs no order": the slot is published by it.
    filled_relaxed: DataRace, 0 => || passes(3, Ring::new(2, Relaxed, Release)),
    /// "The consumer only reads": the slot is given back by its index.
    emptied_relaxed: DataRace, 0 => || passes(3, Ring::new(2, Release, Relaxed)),
    /// "Full is one more": an item that was not read is written over.
    filled_beyond_its_size: Assertion, 0 => || passes(3, Ring::new(3, Release, Release)),
}

accepted! {
    three_items => || passes(3, Ring::new(2, Release, Release)),
    four_items => || passes(4, Ring::new(2, Release, Release)),
}

const SLOTS: usize = 2;

struct Ring {
    slots: [UnsafeCell<usize>; SLOTS],
    /// How many items were pushed so far. Written by the producer only.
    pushed: AtomicUsize,
    /// How many items were popped so far. Written by the consumer only.
    popped: AtomicUsize,
    /// How many items may be in it (right: [`SLOTS`]).
    room: usize,
    /// The ordering of the stores to `pushed` (right: Release, pairs with the load in `pop`).
    fills: Ordering,
    /// The ordering of the stores to `popped` (right: Release, pairs with the load in `push`).
    empties: Ordering,
}

// SAFETY: a slot belongs to the consumer from `pushed` until `popped` has passed it, and to the producer otherwise.
unsafe impl Sync for Ring {}

impl Ring {
    fn new(room: usize, fills: Ordering, empties: Ordering) -> Self {
        let slots = [const { UnsafeCell::new(0) }; SLOTS];
        Ring { slots, pushed: AtomicUsize::new(0), popped: AtomicUsize::new(0), room, fills, empties }
    }

    /// False if there is no room.
    fn push(&self, item: usize) -> bool {
        // Relaxed: this thread's own. Acquire: pairs with the store in `pop`, which gave the slot back.
        let pushed = self.pushed.load(Relaxed);
        if pushed - self.popped.load(Acquire) == self.room {
            return false;
        }
        // SAFETY: see `Sync`.
        self.slots[pushed % SLOTS].with_mut(|slot| unsafe { *slot = item });
        self.pushed.store(pushed + 1, self.fills);
        true
    }

    fn pop(&self) -> Option<usize> {
        // Relaxed: this thread's own. Acquire: pairs with the store in `push`, which filled the slot.
        let popped = self.popped.load(Relaxed);
        if popped == self.pushed.load(Acquire) {
            return None;
        }
        // SAFETY: see `Sync`.
        let item = self.slots[popped % SLOTS].with(|slot| unsafe { *slot });
        self.popped.store(popped + 1, self.empties);
        Some(item)
    }
}

fn passes(items: usize, ring: Ring) {
    together(
        || {
            for item in 0..items {
                while !ring.push(item) {
                    thread::yield_now();
                }
            }
        },
        || {
            for expected in 0..items {
                let item = loop {
                    match ring.pop() {
                        Some(item) => break item,
                        None => thread::yield_now(),
                    }
                };
                assert_eq!(item, expected);
            }
        },
    );
}
