//! wrong: T8 "who was in a complete round is not concerned, so abort may come to nothing" · caught by it_stays_broken_though_some_were_leaving · assertion

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Barrier {
    parties: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Phase {
    #[default]
    Filling,
    Draining,
    Broken,
}

#[derive(Debug, Default)]
struct State {
    phase: Phase,
    /// How many are inside.
    inside: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Broken;

impl Barrier {
    pub fn new(parties: usize) -> Self {
        Barrier { parties, state: Mutex::default(), changed: Condvar::new() }
    }

    pub fn wait(&self) -> Result<usize, Broken> {
        // Who is back early waits outside.
        let mut state =
            self.changed.wait_while(self.state.lock().unwrap(), |state| state.phase == Phase::Draining).unwrap();
        if state.phase == Phase::Broken {
            return Err(Broken);
        }
        let index = state.inside;
        state.inside += 1;
        if state.inside == self.parties {
            state.phase = Phase::Draining;
            self.changed.notify_all();
        } else {
            state = self.changed.wait_while(state, |state| state.phase == Phase::Filling).unwrap();
        }
        let whole = state.phase == Phase::Draining;
        state.inside -= 1;
        if state.inside == 0 && whole {
            state.phase = Phase::Filling;
            self.changed.notify_all();
        }
        if whole { Ok(index) } else { Err(Broken) }
    }

    pub fn abort(&self) {
        let mut state = self.state.lock().unwrap();
        if state.phase == Phase::Filling {
            state.phase = Phase::Broken;
        }
        drop(state);
        self.changed.notify_all();
    }

    pub fn broken(&self) -> bool {
        self.state.lock().unwrap().phase == Phase::Broken
    }
}
