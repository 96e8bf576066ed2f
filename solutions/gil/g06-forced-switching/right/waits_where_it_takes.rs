//! right: it lets go at once, and it is the taking that waits until it was somebody else's

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;

#[derive(Debug)]
pub struct Gil {
    interval: Duration,
    state: Mutex<State>,
    free: Condvar,
    switched: Condvar,
    drop_request: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    held: bool,
    switches: u64,
    last_holder: Option<ThreadId>,
}

impl Gil {
    pub fn with_interval(interval: Duration) -> Self {
        Gil {
            interval,
            state: Mutex::default(),
            free: Condvar::new(),
            switched: Condvar::new(),
            drop_request: AtomicBool::new(false),
        }
    }

    pub fn acquire(&self) -> Held<'_> {
        self.wait_for_turn(None);
        Held { gil: self }
    }

    fn wait_for_turn(&self, after: Option<ThreadId>) {
        let state = self.state.lock().unwrap();
        let gone = |state: &mut State| after.is_some() && state.last_holder == after;
        let mut state = self.switched.wait_while(state, gone).unwrap();
        while state.held {
            let seen = state.switches;
            let (next, clock) = self.free.wait_timeout(state, self.interval).unwrap();
            state = next;
            if clock.timed_out() && state.held && state.switches == seen {
                self.drop_request.store(true, Relaxed);
            }
        }
        state.held = true;
        state.switches += 1;
        state.last_holder = Some(thread::current().id());
        self.switched.notify_one();
        self.drop_request.store(false, Relaxed);
    }

    fn let_go(&self) {
        self.state.lock().unwrap().held = false;
        self.free.notify_one();
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
            self.gil.wait_for_turn(Some(thread::current().id()));
        }
        asked
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.gil.let_go();
    }
}
