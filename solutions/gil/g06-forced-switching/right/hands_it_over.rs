//! right: a token: who is asked leaves the GIL held, and gives it to the first in the line of those who wait

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;

#[derive(Debug)]
pub struct Gil {
    interval: Duration,
    state: Mutex<State>,
    called: Condvar,
    drop_request: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    holder: Option<ThreadId>,
    switches: u64,
    line: VecDeque<ThreadId>,
}

impl Gil {
    pub fn with_interval(interval: Duration) -> Self {
        Gil { interval, state: Mutex::default(), called: Condvar::new(), drop_request: AtomicBool::new(false) }
    }

    pub fn acquire(&self) -> Held<'_> {
        self.wait_for_turn();
        Held { gil: self }
    }

    fn wait_for_turn(&self) {
        let me = thread::current().id();
        let mut state = self.state.lock().unwrap();
        if state.holder.is_none() {
            state.holder = Some(me);
            return;
        }
        state.line.push_back(me);
        // Whoever lets go makes the first in the line the holder, so nobody can come in between.
        while state.holder != Some(me) {
            let seen = state.switches;
            let (next, clock) = self.called.wait_timeout(state, self.interval).unwrap();
            state = next;
            if clock.timed_out() && state.holder != Some(me) && state.switches == seen {
                self.drop_request.store(true, Relaxed);
            }
        }
    }

    fn let_go(&self) {
        let mut state = self.state.lock().unwrap();
        state.holder = state.line.pop_front();
        state.switches += 1;
        self.drop_request.store(false, Relaxed);
        // All: only one of them is the new holder, and a condition variable does not know which.
        self.called.notify_all();
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
