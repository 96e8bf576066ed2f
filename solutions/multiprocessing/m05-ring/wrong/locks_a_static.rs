//! wrong: M1 "a static mutex is one lock for both processes" · caught by a_ring_does_not_wait_for_another_one · deadlock

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

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

static LOCK: Mutex<()> = Mutex::new(());

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
        let _locked = LOCK.lock().unwrap();
        let Memory { words, slots } = &*self.memory;
        let room = slots.len() as u64;
        if self.pushed - words[1].load(Ordering::Relaxed) == room {
            return false;
        }
        slots[(self.pushed % room) as usize].write(item);
        self.pushed += 1;
        words[0].store(self.pushed, Ordering::Relaxed);
        true
    }
}

impl<S: Slot> Consumer<S> {
    pub fn new(memory: Arc<Memory<S>>) -> Self {
        Consumer { memory, popped: 0 }
    }

    pub fn pop(&mut self) -> Option<u64> {
        let _locked = LOCK.lock().unwrap();
        let Memory { words, slots } = &*self.memory;
        if words[0].load(Ordering::Relaxed) == self.popped {
            return None;
        }
        let item = slots[(self.popped % slots.len() as u64) as usize].read();
        self.popped += 1;
        words[1].store(self.popped, Ordering::Relaxed);
        Some(item)
    }
}
