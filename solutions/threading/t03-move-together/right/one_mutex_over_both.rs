//! right: one mutex over both counts; there is no way to hold half of it.

use std::sync::Mutex;

#[derive(Debug)]
struct Counts {
    waiting: u32,
    running: u32,
}

#[derive(Debug)]
pub struct Jobs {
    counts: Mutex<Counts>,
}

impl Jobs {
    pub fn new(waiting: u32) -> Self {
        Jobs { counts: Mutex::new(Counts { waiting, running: 0 }) }
    }

    pub fn start(&self) {
        let mut counts = self.counts.lock().unwrap();
        counts.waiting -= 1;
        counts.running += 1;
    }

    pub fn counts(&self) -> (u32, u32) {
        let counts = self.counts.lock().unwrap();
        (counts.waiting, counts.running)
    }
}
