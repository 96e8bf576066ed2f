//! wrong: T3 "looking needs no lock" · caught by no_job_is_ever_in_neither_count · assertion

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

#[derive(Debug)]
pub struct Jobs {
    rule: Mutex<()>,
    waiting: AtomicU32,
    running: AtomicU32,
}

impl Jobs {
    pub fn new(waiting: u32) -> Self {
        Jobs { rule: Mutex::new(()), waiting: AtomicU32::new(waiting), running: AtomicU32::new(0) }
    }

    pub fn start(&self) {
        let _rule = self.rule.lock().unwrap();
        self.waiting.fetch_sub(1, SeqCst);
        self.running.fetch_add(1, SeqCst);
    }

    pub fn counts(&self) -> (u32, u32) {
        (self.waiting.load(SeqCst), self.running.load(SeqCst))
    }
}
