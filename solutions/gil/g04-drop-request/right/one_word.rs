//! right: flag, request and number of the turn in one atomic word; the mutex guards nothing but the falling asleep

use std::sync::atomic::{
    AtomicU64,
    Ordering::{Acquire, Relaxed, Release},
};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

/// Bit 0: held. Bit 1: the holder was asked. The others: how many turns there were.
#[derive(Debug)]
pub struct Gil {
    interval: Duration,
    word: AtomicU64,
    falling_asleep: Mutex<()>,
    free: Condvar,
}

const HELD: u64 = 1;
const ASKED: u64 = 2;
const TURN: u64 = 4;

impl Gil {
    pub fn with_interval(interval: Duration) -> Self {
        Gil { interval, word: AtomicU64::new(0), falling_asleep: Mutex::new(()), free: Condvar::new() }
    }

    pub fn acquire(&self) -> Held<'_> {
        self.wait_for_turn();
        Held { gil: self }
    }

    fn wait_for_turn(&self) {
        let mut guard = self.falling_asleep.lock().unwrap();
        loop {
            let word = self.word.load(Relaxed);
            if word & HELD == 0 {
                // Acquire: pairs with the Release in `let_go`. The request of the last turn goes with it.
                let taken = (word & !ASKED) + TURN + HELD;
                if self.word.compare_exchange(word, taken, Acquire, Relaxed).is_ok() {
                    return;
                }
                continue;
            }
            let (next, clock) = self.free.wait_timeout(guard, self.interval).unwrap();
            guard = next;
            if clock.timed_out() {
                // Only if it is still the very same turn. Relaxed: a request carries no data.
                let _ = self.word.compare_exchange(word, word | ASKED, Relaxed, Relaxed);
            }
        }
    }

    fn let_go(&self) {
        let guard = self.falling_asleep.lock().unwrap();
        // Release: pairs with the Acquire in `wait_for_turn`.
        self.word.fetch_and(!HELD, Release);
        drop(guard);
        self.free.notify_one();
    }
}

#[derive(Debug)]
pub struct Held<'gil> {
    gil: &'gil Gil,
}

impl Held<'_> {
    pub fn poll(&mut self) -> bool {
        // Relaxed: seen one poll later it is still seen.
        let asked = self.gil.word.load(Relaxed) & ASKED != 0;
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
