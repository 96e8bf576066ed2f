//! right: a spin lock in a word of the memory, which both processes do see.

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
        while words[0].swap(1, Ordering::Acquire) == 1 {
            std::thread::yield_now();
        }
        let room = slots.len() as u64;
        let free = words[1].load(Ordering::Relaxed) < room;
        if free {
            slots[(self.pushed % room) as usize].write(item);
            self.pushed += 1;
            words[1].fetch_add(1, Ordering::Relaxed);
        }
        words[0].store(0, Ordering::Release);
        free
    }
}

impl<S: Slot> Consumer<S> {
    pub fn new(memory: Arc<Memory<S>>) -> Self {
        Consumer { memory, popped: 0 }
    }

    pub fn pop(&mut self) -> Option<u64> {
        let Memory { words, slots } = &*self.memory;
        while words[0].swap(1, Ordering::Acquire) == 1 {
            std::thread::yield_now();
        }
        let some = words[1].load(Ordering::Relaxed) > 0;
        let item = some.then(|| slots[(self.popped % slots.len() as u64) as usize].read());
        if some {
            self.popped += 1;
            words[1].fetch_sub(1, Ordering::Relaxed);
        }
        words[0].store(0, Ordering::Release);
        item
    }
}
