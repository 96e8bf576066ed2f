//! wrong: T8 "with me all have come, so it is complete, broken or not" · caught by abort_wakes_who_waits · assertion

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Barrier {
    parties: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    round: usize,
    came: usize,
    broken: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Broken;

impl Barrier {
    pub fn new(parties: usize) -> Self {
        Barrier { parties, state: Mutex::default(), changed: Condvar::new() }
    }

    pub fn wait(&self) -> Result<usize, Broken> {
        let mut state = self.state.lock().unwrap();
        let (round, index) = (state.round, state.came);
        state.came += 1;
        if state.came == self.parties {
            state.came = 0;
            state.round += 1;
            self.changed.notify_all();
            return Ok(index);
        }
        let waiting = |state: &mut State| state.round == round && !state.broken;
        let mut state = self.changed.wait_while(state, waiting).unwrap();
        if state.round == round {
            state.came -= 1;
            Err(Broken)
        } else {
            Ok(index)
        }
    }

    pub fn abort(&self) {
        self.state.lock().unwrap().broken = true;
        self.changed.notify_all();
    }

    pub fn broken(&self) -> bool {
        self.state.lock().unwrap().broken
    }
}
