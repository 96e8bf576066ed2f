//! right: the request names who asks, and after a requested drop only that thread may take the GIL

use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;

#[derive(Debug)]
pub struct Gil {
    interval: Duration,
    state: Mutex<State>,
    free: Condvar,
}

#[derive(Debug, Default)]
struct State {
    held: bool,
    switches: u64,
    asker: Option<ThreadId>,
    kept_for: Option<ThreadId>,
}

impl Gil {
    pub fn with_interval(interval: Duration) -> Self {
        Gil { interval, state: Mutex::default(), free: Condvar::new() }
    }

    pub fn acquire(&self) -> Held<'_> {
        self.wait_for_turn();
        Held { gil: self }
    }

    fn wait_for_turn(&self) {
        let mut state = self.state.lock().unwrap();
        let me = thread::current().id();
        while state.held || state.kept_for.is_some_and(|other| other != me) {
            let seen = state.switches;
            let (next, clock) = self.free.wait_timeout(state, self.interval).unwrap();
            state = next;
            if clock.timed_out() && state.held && state.switches == seen {
                state.asker = Some(me);
            }
        }
        state.kept_for = None;
        state.held = true;
        state.switches += 1;
        state.asker = None;
    }

    fn let_go(&self, asked: bool) {
        let mut state = self.state.lock().unwrap();
        state.held = false;
        if asked {
            state.kept_for = state.asker;
        }
        // All: the one that it is kept for is among them.
        self.free.notify_all();
    }
}

#[derive(Debug)]
pub struct Held<'gil> {
    gil: &'gil Gil,
}

impl Held<'_> {
    pub fn poll(&mut self) -> bool {
        let asked = self.gil.state.lock().unwrap().asker.is_some();
        if asked {
            self.gil.let_go(true);
            self.gil.wait_for_turn();
        }
        asked
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.gil.let_go(false);
    }
}
