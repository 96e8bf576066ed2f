//! right: one atomic number: the rounds, how many came, and whether it is broken; who waits is parked.

use std::sync::Mutex;
use std::sync::atomic::{
    AtomicUsize,
    Ordering::{AcqRel, Acquire},
};
use std::thread::{self, Thread};

#[derive(Debug)]
pub struct Barrier {
    parties: usize,
    word: AtomicUsize,
    parked: Mutex<Vec<Thread>>,
}

const BROKEN: usize = 1;
const ONE: usize = 2;
const ROUND: usize = 1 << 16;

#[derive(Debug, PartialEq, Eq)]
pub struct Broken;

impl Barrier {
    pub fn new(parties: usize) -> Self {
        Barrier { parties, word: AtomicUsize::new(0), parked: Mutex::default() }
    }

    pub fn wait(&self) -> Result<usize, Broken> {
        let came = |word: usize| {
            let index = word % ROUND / ONE;
            let last = index + 1 == self.parties;
            if word & BROKEN != 0 { None } else { Some(if last { word - index * ONE + ROUND } else { word + ONE }) }
        };
        let before = self.word.fetch_update(AcqRel, Acquire, came).map_err(|_| Broken)?;
        let index = before % ROUND / ONE;
        if index + 1 == self.parties {
            self.wake();
            return Ok(index);
        }
        loop {
            self.parked.lock().unwrap().push(thread::current());
            let now = self.word.load(Acquire);
            if now / ROUND != before / ROUND {
                return Ok(index);
            }
            if now & BROKEN != 0 {
                return Err(Broken);
            }
            thread::park();
        }
    }

    pub fn abort(&self) {
        self.word.fetch_or(BROKEN, AcqRel);
        self.wake();
    }

    pub fn broken(&self) -> bool {
        self.word.load(Acquire) & BROKEN != 0
    }

    fn wake(&self) {
        for thread in self.parked.lock().unwrap().drain(..) {
            thread.unpark();
        }
    }
}
