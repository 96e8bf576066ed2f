//! wrong: T8 "where one is all, nobody waits, so nothing can break" · caught by who_comes_to_a_broken_barrier_gets_an_error · assertion

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
        if self.parties == 1 {
            return Ok(0);
        }
        let mut state = self.state.lock().unwrap();
        if state.broken {
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
