//! right: sense reversal: one bit says which of two kinds of round it is. Nobody sleeps, everybody looks again and again.

use std::sync::atomic::{
    AtomicBool, AtomicUsize,
    Ordering::{AcqRel, Acquire, Relaxed, Release},
};
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
        // Relaxed: it cannot change before this thread has come, and this thread saw the last change.
        let sense = self.sense.load(Relaxed);
        // AcqRel: the last one gets what each one before it released here.
        let index = self.came.fetch_add(1, AcqRel);
        if index + 1 == self.parties && !self.broken() {
            // Relaxed: nobody comes before the bit has changed, and the store below releases this one, too.
            self.came.store(0, Relaxed);
            // Release: pairs with the Acquire below, and hands on what all have done.
            self.sense.store(!sense, Release);
            return Ok(index);
        }
        // Acquire: pairs with the Release above.
        while self.sense.load(Acquire) == sense {
            if self.broken() {
                return Err(Broken);
            }
            thread::yield_now();
        }
        Ok(index)
    }

    pub fn abort(&self) {
        // Relaxed: the flag hands over nothing but itself.
        self.broken.store(true, Relaxed);
    }

    pub fn broken(&self) -> bool {
        self.broken.load(Relaxed)
    }
}
