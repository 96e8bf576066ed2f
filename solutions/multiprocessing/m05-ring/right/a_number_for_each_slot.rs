//! right: a sequence number for each slot, as rings for many producers have it: how often the slot was filled and emptied.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub struct Memory<S> {
    pub words: Vec<AtomicU64>,
    pub slots: Vec<S>,
}

pub trait Slot {
    fn write(&self, item: u64);
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

pub struct Producer<S> {
    memory: Arc<Memory<S>>,
    pushed: u64,
}

pub struct Consumer<S> {
    memory: Arc<Memory<S>>,
    popped: u64,
}

impl<S: Slot> Producer<S> {
    pub fn new(memory: Arc<Memory<S>>) -> Self {
        Producer { memory, pushed: 0 }
    }

    pub fn push(&mut self, item: u64) -> bool {
        let Memory { words, slots } = &*self.memory;
        let room = slots.len() as u64;
        let (at, round) = ((self.pushed % room) as usize, self.pushed / room);
        if words[at].load(Ordering::Acquire) != 2 * round {
            return false;
        }
        slots[at].write(item);
        self.pushed += 1;
        words[at].store(2 * round + 1, Ordering::Release);
        true
    }
}

impl<S: Slot> Consumer<S> {
    pub fn new(memory: Arc<Memory<S>>) -> Self {
        Consumer { memory, popped: 0 }
    }

    pub fn pop(&mut self) -> Option<u64> {
        let Memory { words, slots } = &*self.memory;
        let room = slots.len() as u64;
        let (at, round) = ((self.popped % room) as usize, self.popped / room);
        if words[at].load(Ordering::Acquire) != 2 * round + 1 {
            return None;
        }
        let item = slots[at].read();
        self.popped += 1;
        words[at].store(2 * round + 2, Ordering::Release);
        Some(item)
    }
}
