//! wrong: T8 "the turns go round: it is never mine twice" · caught by a_thread_alone_waits_for_nobody · spin

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};
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
    held: bool,
    switches: u64,
    last_holder: Option<ThreadId>,
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
        while state.held || state.last_holder == Some(thread::current().id()) {
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
