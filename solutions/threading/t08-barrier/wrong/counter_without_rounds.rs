//! wrong: T8 "all have come, and that stays so" · caught by in_each_round_nobody_goes_on_before_all_have_come · assertion

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Barrier {
    parties: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
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
        if state.broken {
            return Err(Broken);
        }
        let index = state.came % self.parties;
        state.came += 1;
        if state.came >= self.parties {
            self.changed.notify_all();
            return Ok(index);
        }
        let waiting = |state: &mut State| state.came < self.parties && !state.broken;
        let state = self.changed.wait_while(state, waiting).unwrap();
        if state.came < self.parties { Err(Broken) } else { Ok(index) }
    }

    pub fn abort(&self) {
        self.state.lock().unwrap().broken = true;
        self.changed.notify_all();
    }

    pub fn broken(&self) -> bool {
        self.state.lock().unwrap().broken
    }
}
