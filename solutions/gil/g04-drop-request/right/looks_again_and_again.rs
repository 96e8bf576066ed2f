//! right: no sleep at all: it looks, lets others run, and looks at the clock

use std::sync::atomic::{
    AtomicBool, AtomicU64,
    Ordering::{Acquire, Relaxed, Release},
};
use std::thread;
use std::time::{Duration, Instant};

#[derive(Debug)]
pub struct Gil {
    interval: Duration,
    held: AtomicBool,
    turn: AtomicU64,
    asked: AtomicU64,
}

impl Gil {
    pub fn with_interval(interval: Duration) -> Self {
        Gil { interval, held: AtomicBool::new(false), turn: AtomicU64::new(0), asked: AtomicU64::new(0) }
    }

    pub fn acquire(&self) -> Held<'_> {
        self.wait_for_turn();
        Held { gil: self }
    }

    fn wait_for_turn(&self) {
        let mut seen = self.turn.load(Relaxed);
        let mut since = Instant::now();
        // Acquire: pairs with the Release in `let_go`.
        while self.held.compare_exchange(false, true, Acquire, Relaxed).is_err() {
            thread::yield_now();
            let turn = self.turn.load(Relaxed);
            if turn != seen {
                (seen, since) = (turn, Instant::now());
            } else if since.elapsed() >= self.interval {
                // Relaxed: a request carries no data; it has the number of the turn, so none is ever too late.
                self.asked.store(seen, Relaxed);
                since = Instant::now();
            }
        }
        // Relaxed: only the holder writes it, and the flag orders the holders.
        self.turn.store(self.turn.load(Relaxed) + 1, Relaxed);
    }

    fn let_go(&self) {
        // Release: pairs with the Acquire in `wait_for_turn`.
        self.held.store(false, Release);
    }
}

#[derive(Debug)]
pub struct Held<'gil> {
    gil: &'gil Gil,
}

impl Held<'_> {
    pub fn poll(&mut self) -> bool {
        let asked = self.gil.asked.load(Relaxed) == self.gil.turn.load(Relaxed);
        if asked {
            self.gil.let_go();
            self.gil.wait_for_turn();
        }
        asked
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.gil.let_go();
    }
}
