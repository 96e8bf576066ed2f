//! wrong: G4 "the interpreter drops the GIL every 5 ms by itself" · caught by a_poll_that_nobody_asked_for_keeps_the_gil · assertion

use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

#[derive(Debug)]
pub struct Gil {
    interval: Duration,
    state: Mutex<State>,
    free: Condvar,
}

#[derive(Debug, Default)]
struct State {
    held: bool,
}

impl Gil {
    pub fn with_interval(interval: Duration) -> Self {
        Gil { interval, state: Mutex::default(), free: Condvar::new() }
    }

    pub fn acquire(&self) -> Held<'_> {
        self.wait_for_turn();
        Held { gil: self, since: Instant::now() }
    }

    fn wait_for_turn(&self) {
        let mut state = self.state.lock().unwrap();
        while state.held {
            state = self.free.wait(state).unwrap();
        }
        state.held = true;
    }

    fn let_go(&self) {
        self.state.lock().unwrap().held = false;
        self.free.notify_one();
    }
}

#[derive(Debug)]
pub struct Held<'gil> {
    gil: &'gil Gil,
    since: Instant,
}

impl Held<'_> {
    pub fn poll(&mut self) -> bool {
        let over = self.since.elapsed() >= self.gil.interval;
        if over {
            self.gil.let_go();
            self.gil.wait_for_turn();
            self.since = Instant::now();
        }
        over
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.gil.let_go();
    }
}
