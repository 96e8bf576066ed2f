//! right: no condition variable: a list of parked threads, and a clock of one's own instead of `timed_out`

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

#[derive(Debug)]
pub struct Gil {
    interval: Duration,
    state: Mutex<State>,
    drop_request: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    held: bool,
    switches: u64,
    parked: VecDeque<Thread>,
}

impl Gil {
    pub fn with_interval(interval: Duration) -> Self {
        Gil { interval, state: Mutex::default(), drop_request: AtomicBool::new(false) }
    }

    pub fn acquire(&self) -> Held<'_> {
        self.wait_for_turn();
        Held { gil: self }
    }

    fn wait_for_turn(&self) {
        let mut state = self.state.lock().unwrap();
        let (mut seen, mut since) = (state.switches, Instant::now());
        while state.held {
            let me = thread::current();
            state.parked.push_back(me.clone());
            drop(state);
            thread::park_timeout(self.interval.saturating_sub(since.elapsed()));
            state = self.state.lock().unwrap();
            state.parked.retain(|thread| thread.id() != me.id());
            if state.switches != seen {
                (seen, since) = (state.switches, Instant::now());
            } else if state.held && since.elapsed() >= self.interval {
                self.drop_request.store(true, Relaxed);
                since = Instant::now();
            }
        }
        state.held = true;
        state.switches += 1;
        self.drop_request.store(false, Relaxed);
    }

    fn let_go(&self) {
        let mut state = self.state.lock().unwrap();
        state.held = false;
        for thread in state.parked.drain(..) {
            thread.unpark();
        }
    }
}

#[derive(Debug)]
pub struct Held<'gil> {
    gil: &'gil Gil,
}

impl Held<'_> {
    pub fn poll(&mut self) -> bool {
        let asked = self.gil.drop_request.load(Relaxed);
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
