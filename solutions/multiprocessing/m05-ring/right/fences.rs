//! right: Relaxed numbers, and fences of their own between a number and its slot.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering, Ordering::*, fence};

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
        if self.pushed - words[1].load(Relaxed) == room {
            return false;
        }
        fence(Acquire);
        slots[(self.pushed % room) as usize].write(item);
        self.pushed += 1;
        fence(Release);
        words[0].store(self.pushed, Relaxed);
        true
    }
}

impl<S: Slot> Consumer<S> {
    pub fn new(memory: Arc<Memory<S>>) -> Self {
        Consumer { memory, popped: 0 }
    }

    pub fn pop(&mut self) -> Option<u64> {
        let Memory { words, slots } = &*self.memory;
        if words[0].load(Relaxed) == self.popped {
            return None;
        }
        fence(Acquire);
        let item = slots[(self.popped % slots.len() as u64) as usize].read();
        self.popped += 1;
        fence(Release);
        words[1].store(self.popped, Relaxed);
        Some(item)
    }
}
