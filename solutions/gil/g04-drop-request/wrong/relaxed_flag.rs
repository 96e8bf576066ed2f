//! wrong: T5 "an atomic flag is always in order" · caught by the_next_holder_sees_what_the_last_one_did · data race

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
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
        while self.held.compare_exchange(false, true, Relaxed, Relaxed).is_err() {
            thread::yield_now();
            let turn = self.turn.load(Relaxed);
            if turn != seen {
                (seen, since) = (turn, Instant::now());
            } else if since.elapsed() >= self.interval {
                self.asked.store(seen, Relaxed);
                since = Instant::now();
            }
        }
        self.turn.store(self.turn.load(Relaxed) + 1, Relaxed);
    }

    fn let_go(&self) {
        self.held.store(false, Relaxed);
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
