//! wrong: T6 "a number that everybody can read needs no lock to wait for it" · caught by who_was_asked_is_not_the_next · deadlock

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

#[derive(Debug)]
pub struct Gil {
    interval: Duration,
    state: Mutex<State>,
    free: Condvar,
    switched: Condvar,
    taken: AtomicU64,
    asleep: Mutex<()>,
    drop_request: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    held: bool,
    switches: u64,
}

impl Gil {
    pub fn with_interval(interval: Duration) -> Self {
        Gil {
            interval,
            state: Mutex::default(),
            free: Condvar::new(),
            switched: Condvar::new(),
            taken: AtomicU64::new(0),
            asleep: Mutex::new(()),
            drop_request: AtomicBool::new(false),
        }
    }

    pub fn acquire(&self) -> Held<'_> {
        self.wait_for_turn();
        Held { gil: self }
    }

    fn wait_for_turn(&self) {
        let mut state = self.state.lock().unwrap();
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
        self.taken.fetch_add(1, Relaxed);
        self.switched.notify_one();
        self.drop_request.store(false, Relaxed);
    }

    fn let_go(&self, asked: bool) {
        let before = self.taken.load(Relaxed);
        self.state.lock().unwrap().held = false;
        self.free.notify_one();
        if asked {
            let mut asleep = self.asleep.lock().unwrap();
            while self.taken.load(Relaxed) == before {
                asleep = self.switched.wait(asleep).unwrap();
            }
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
