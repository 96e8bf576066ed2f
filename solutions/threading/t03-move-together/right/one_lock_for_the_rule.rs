//! right: a lock of its own for the rule, and two plain numbers that nobody touches without it.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

#[derive(Debug)]
pub struct Jobs {
    rule: Mutex<()>,
    // Atomic only because Rust cannot see which lock guards them. Relaxed everywhere: `rule` orders them.
    waiting: AtomicU32,
    running: AtomicU32,
}

impl Jobs {
    pub fn new(waiting: u32) -> Self {
        Jobs { rule: Mutex::new(()), waiting: AtomicU32::new(waiting), running: AtomicU32::new(0) }
    }

    pub fn start(&self) {
        let _rule = self.rule.lock().unwrap();
        self.waiting.store(self.waiting.load(Relaxed) - 1, Relaxed);
        self.running.store(self.running.load(Relaxed) + 1, Relaxed);
    }

    pub fn counts(&self) -> (u32, u32) {
        let _rule = self.rule.lock().unwrap();
        (self.waiting.load(Relaxed), self.running.load(Relaxed))
    }
}
