//! wrong: G4 "a request for an earlier turn is still a request" · caught by a_request_ends_with_the_turn · assertion

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

#[derive(Debug)]
pub struct Gil {
    interval: Duration,
    state: Mutex<State>,
    free: Condvar,
    drop_request: AtomicU64,
}

#[derive(Debug, Default)]
struct State {
    held: bool,
    switches: u64,
}

impl Gil {
    pub fn with_interval(interval: Duration) -> Self {
        Gil { interval, state: Mutex::default(), free: Condvar::new(), drop_request: AtomicU64::new(0) }
    }

    pub fn acquire(&self) -> Held<'_> {
        let turn = self.wait_for_turn();
        Held { gil: self, turn }
    }

    fn wait_for_turn(&self) -> u64 {
        let mut state = self.state.lock().unwrap();
        while state.held {
            let seen = state.switches;
            let (next, clock) = self.free.wait_timeout(state, self.interval).unwrap();
            state = next;
            if clock.timed_out() && state.held && state.switches == seen {
                self.drop_request.store(seen, Relaxed);
            }
        }
        state.held = true;
        state.switches += 1;
        state.switches
    }

    fn let_go(&self) {
        self.state.lock().unwrap().held = false;
        self.free.notify_one();
    }
}

#[derive(Debug)]
pub struct Held<'gil> {
    gil: &'gil Gil,
    turn: u64,
}

impl Held<'_> {
    pub fn poll(&mut self) -> bool {
        let asked = self.gil.drop_request.load(Relaxed) != 0;
        if asked {
            self.gil.let_go();
            self.turn = self.gil.wait_for_turn();
        }
        asked
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.gil.let_go();
    }
}
