//! m05, solved.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What the two processes have in common.
pub struct Memory<S> {
    /// What the two tell each other.
    pub words: Vec<AtomicU64>,
    /// Where the items lie.
    pub slots: Vec<S>,
}

/// A place for one item.
pub trait Slot {
    /// Writes an item.
    fn write(&self, item: u64);
    /// Reads the item.
    fn read(&self) -> u64;
}

impl Slot for AtomicU64 {
    fn write(&self, item: u64) {
        self.store(item, Ordering::Relaxed);
    }

    fn read(&self) -> u64 {
        self.load(Ordering::Relaxed)
    }
}

/// Where the words stand that both look at.
const PUSHED: usize = 0;
const POPPED: usize = 1;

/// The process that pushes.
pub struct Producer<S> {
    memory: Arc<Memory<S>>,
    pushed: u64,
}

/// The process that pops.
pub struct Consumer<S> {
    memory: Arc<Memory<S>>,
    popped: u64,
}

impl<S: Slot> Producer<S> {
    /// The producer of `memory`.
    pub fn new(memory: Arc<Memory<S>>) -> Self {
        Producer { memory, pushed: 0 }
    }

    /// Pushes `item`, or says `false` if there is no room.
    pub fn push(&mut self, item: u64) -> bool {
        let Memory { words, slots } = &*self.memory;
        let room = slots.len() as u64;
        // Acquire: pairs with the store in `pop`. The consumer has read each slot that it gives back, so we may write there.
        let popped = words[POPPED].load(Ordering::Acquire);
        // Both numbers only grow. A full ring is `room` apart and an empty one 0, and these do not look alike.
        if self.pushed - popped == room {
            return false;
        }
        slots[(self.pushed % room) as usize].write(item);
        self.pushed += 1;
        // Release: pairs with the load in `pop`. Whoever sees this number sees the item, since that was written before.
        words[PUSHED].store(self.pushed, Ordering::Release);
        true
    }
}

impl<S: Slot> Consumer<S> {
    /// The consumer of `memory`.
    pub fn new(memory: Arc<Memory<S>>) -> Self {
        Consumer { memory, popped: 0 }
    }

    /// Pops the oldest item, or says `None` if there is none.
    pub fn pop(&mut self) -> Option<u64> {
        let Memory { words, slots } = &*self.memory;
        // Acquire: pairs with the store in `push`. The items before this number are in their slots.
        if words[PUSHED].load(Ordering::Acquire) == self.popped {
            return None;
        }
        let item = slots[(self.popped % slots.len() as u64) as usize].read();
        self.popped += 1;
        // Release: pairs with the load in `push`. To read is to be done with it, and that has to be told, too.
        words[POPPED].store(self.popped, Ordering::Release);
        Some(item)
    }
}
