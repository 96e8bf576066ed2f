//! wrong: T6 "an atomic note needs no lock" · caught by abort_wakes_who_waits · deadlock

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Barrier {
    parties: usize,
    state: Mutex<State>,
    changed: Condvar,
    broken: std::sync::atomic::AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    round: usize,
    came: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Broken;

impl Barrier {
    pub fn new(parties: usize) -> Self {
        Barrier {
            parties,
            state: Mutex::default(),
            changed: Condvar::new(),
            broken: std::sync::atomic::AtomicBool::new(false),
        }
    }

    pub fn wait(&self) -> Result<usize, Broken> {
        let mut state = self.state.lock().unwrap();
        if self.broken.load(std::sync::atomic::Ordering::SeqCst) {
            return Err(Broken);
        }
        let (round, index) = (state.round, state.came);
        state.came += 1;
        if state.came == self.parties {
            state.came = 0;
            state.round += 1;
            self.changed.notify_all();
            return Ok(index);
        }
        let waiting =
            |state: &mut State| state.round == round && !self.broken.load(std::sync::atomic::Ordering::SeqCst);
        let state = self.changed.wait_while(state, waiting).unwrap();
        if state.round == round { Err(Broken) } else { Ok(index) }
    }

    pub fn abort(&self) {
        self.broken.store(true, std::sync::atomic::Ordering::SeqCst);
        self.changed.notify_all();
    }

    pub fn broken(&self) -> bool {
        self.broken.load(std::sync::atomic::Ordering::SeqCst)
    }
}
