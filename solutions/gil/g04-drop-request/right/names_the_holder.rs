//! right: the request names the thread that is asked; the name goes when that thread lets go

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
    holder: Option<ThreadId>,
    asked: Option<ThreadId>,
    switches: u64,
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
        while state.holder.is_some() {
            let seen = state.switches;
            let (next, clock) = self.free.wait_timeout(state, self.interval).unwrap();
            state = next;
            if clock.timed_out() && state.switches == seen {
                state.asked = state.holder;
            }
        }
        state.holder = Some(thread::current().id());
        state.switches += 1;
    }

    fn let_go(&self) {
        let mut state = self.state.lock().unwrap();
        state.holder = None;
        state.asked = None;
        drop(state);
        self.free.notify_one();
    }
}

#[derive(Debug)]
pub struct Held<'gil> {
    gil: &'gil Gil,
}

impl Held<'_> {
    pub fn poll(&mut self) -> bool {
        let asked = self.gil.state.lock().unwrap().asked == Some(thread::current().id());
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
