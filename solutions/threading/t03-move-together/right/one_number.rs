//! right: the sum never changes, so one number is enough, and no lock at all.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

#[derive(Debug)]
pub struct Jobs {
    all: u32,
    running: AtomicU32,
}

impl Jobs {
    pub fn new(waiting: u32) -> Self {
        Jobs { all: waiting, running: AtomicU32::new(0) }
    }

    pub fn start(&self) {
        // Relaxed: a count that orders nothing else.
        self.running.fetch_add(1, Relaxed);
    }

    pub fn counts(&self) -> (u32, u32) {
        // Relaxed: read once, and the rule holds for whatever was read.
        let running = self.running.load(Relaxed);
        (self.all - running, running)
    }
}
