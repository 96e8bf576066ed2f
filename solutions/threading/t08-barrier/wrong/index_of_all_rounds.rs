//! wrong: T8 "an index is a number that nobody else has" · caught by alone_it_is_the_last_to_come · assertion

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
        if state.broken {
            return Err(Broken);
        }
        let (round, index) = (state.round, state.round * self.parties + state.came);
        state.came += 1;
        if state.came == self.parties {
            state.came = 0;
            state.round += 1;
            self.changed.notify_all();
            return Ok(index);
        }
        let waiting = |state: &mut State| state.round == round && !state.broken;
        let state = self.changed.wait_while(state, waiting).unwrap();
        if state.round == round { Err(Broken) } else { Ok(index) }
    }

    pub fn abort(&self) {
        self.state.lock().unwrap().broken = true;
        self.changed.notify_all();
    }

    pub fn broken(&self) -> bool {
        self.state.lock().unwrap().broken
    }
}
