//! wrong: M1 "a static is there once, so both processes see it" · caught by two_rings_know_nothing_of_each_other · assertion

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

static PUSHED: AtomicU64 = AtomicU64::new(0);
static POPPED: AtomicU64 = AtomicU64::new(0);

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
        let Memory { slots, .. } = &*self.memory;
        let room = slots.len() as u64;
        if PUSHED.load(Ordering::Relaxed) - POPPED.load(Ordering::Acquire) == room {
            return false;
        }
        slots[(self.pushed % room) as usize].write(item);
        self.pushed += 1;
        PUSHED.store(self.pushed, Ordering::Release);
        true
    }
}

impl<S: Slot> Consumer<S> {
    pub fn new(memory: Arc<Memory<S>>) -> Self {
        Consumer { memory, popped: 0 }
    }

    pub fn pop(&mut self) -> Option<u64> {
        let Memory { slots, .. } = &*self.memory;
        if PUSHED.load(Ordering::Acquire) == self.popped {
            return None;
        }
        let item = slots[(self.popped % slots.len() as u64) as usize].read();
        self.popped += 1;
        POPPED.store(self.popped, Ordering::Release);
        Some(item)
    }
}
