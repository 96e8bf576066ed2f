//! right: tickets as at a counter: who lets go draws a new one, and is behind all that wait

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

#[derive(Debug)]
pub struct Gil {
    interval: Duration,
    state: Mutex<State>,
    free: Condvar,
    drop_request: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    next_ticket: u64,
    now_serving: u64,
    switches: u64,
}

impl Gil {
    pub fn with_interval(interval: Duration) -> Self {
        Gil { interval, state: Mutex::default(), free: Condvar::new(), drop_request: AtomicBool::new(false) }
    }

    pub fn acquire(&self) -> Held<'_> {
        self.wait_for_turn();
        Held { gil: self }
    }

    fn wait_for_turn(&self) {
        let mut state = self.state.lock().unwrap();
        let mine = state.next_ticket;
        state.next_ticket += 1;
        while state.now_serving != mine {
            let seen = state.switches;
            let (next, clock) = self.free.wait_timeout(state, self.interval).unwrap();
            state = next;
            if clock.timed_out() && state.now_serving != mine && state.switches == seen {
                self.drop_request.store(true, Relaxed);
            }
        }
        state.switches += 1;
        self.drop_request.store(false, Relaxed);
    }

    fn let_go(&self) {
        self.state.lock().unwrap().now_serving += 1;
        self.free.notify_all();
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
