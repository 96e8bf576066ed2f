//! wrong: T8 "all have come, so all is done" · caught by what_each_did_before_the_others_see · data race

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::thread;

#[derive(Debug)]
pub struct Barrier {
    parties: usize,
    came: AtomicUsize,
    sense: AtomicBool,
    broken: AtomicBool,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Broken;

impl Barrier {
    pub fn new(parties: usize) -> Self {
        Barrier { parties, came: AtomicUsize::new(0), sense: AtomicBool::new(false), broken: AtomicBool::new(false) }
    }

    pub fn wait(&self) -> Result<usize, Broken> {
        let sense = self.sense.load(Relaxed);
        let index = self.came.fetch_add(1, Relaxed);
        if index + 1 == self.parties && !self.broken() {
            self.came.store(0, Relaxed);
            self.sense.store(!sense, Relaxed);
            return Ok(index);
        }
        while self.sense.load(Relaxed) == sense {
            if self.broken() {
                return Err(Broken);
            }
            thread::yield_now();
        }
        Ok(index)
    }

    pub fn abort(&self) {
        self.broken.store(true, Relaxed);
    }

    pub fn broken(&self) -> bool {
        self.broken.load(Relaxed)
    }
}
