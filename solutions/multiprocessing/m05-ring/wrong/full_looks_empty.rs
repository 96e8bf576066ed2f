//! wrong: M5 "if both are at the same slot, nothing is there" · caught by a_full_ring_refuses_and_keeps_what_it_has · assertion

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
        if words[0].load(Ordering::Relaxed).abs_diff(words[1].load(Ordering::Acquire)) == room {
            return false;
        }
        slots[self.pushed as usize].write(item);
        self.pushed = (self.pushed + 1) % room;
        words[0].store(self.pushed, Ordering::Release);
        true
    }
}

impl<S: Slot> Consumer<S> {
    pub fn new(memory: Arc<Memory<S>>) -> Self {
        Consumer { memory, popped: 0 }
    }

    pub fn pop(&mut self) -> Option<u64> {
        let Memory { words, slots } = &*self.memory;
        if words[0].load(Ordering::Acquire) == self.popped {
            return None;
        }
        let item = slots[self.popped as usize].read();
        self.popped = (self.popped + 1) % slots.len() as u64;
        words[1].store(self.popped, Ordering::Release);
        Some(item)
    }
}
