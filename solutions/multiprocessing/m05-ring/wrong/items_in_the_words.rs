//! wrong: M5 "an atomic word is memory as good as a slot" · caught by the_numbers_lie_in_the_slots · assertion

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
        let at = (self.pushed % slots.len() as u64) as usize;
        if words[at].load(Ordering::Relaxed) != 0 {
            return false;
        }
        words[at].store(item + 1, Ordering::Relaxed);
        self.pushed += 1;
        true
    }
}

impl<S: Slot> Consumer<S> {
    pub fn new(memory: Arc<Memory<S>>) -> Self {
        Consumer { memory, popped: 0 }
    }

    pub fn pop(&mut self) -> Option<u64> {
        let Memory { words, slots } = &*self.memory;
        let at = (self.popped % slots.len() as u64) as usize;
        let item = words[at].load(Ordering::Relaxed).checked_sub(1)?;
        words[at].store(0, Ordering::Relaxed);
        self.popped += 1;
        Some(item)
    }
}
