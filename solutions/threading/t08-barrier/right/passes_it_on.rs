//! right: one is woken, and each who is woken wakes the next.

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
        let (round, index) = (state.round, state.came);
        state.came += 1;
        if state.came == self.parties {
            state.came = 0;
            state.round += 1;
            self.changed.notify_one();
            return Ok(index);
        }
        let waiting = |state: &mut State| state.round == round && !state.broken;
        let state = self.changed.wait_while(state, waiting).unwrap();
        self.changed.notify_one();
        if state.round == round { Err(Broken) } else { Ok(index) }
    }

    pub fn abort(&self) {
        self.state.lock().unwrap().broken = true;
        self.changed.notify_one();
    }

    pub fn broken(&self) -> bool {
        self.state.lock().unwrap().broken
    }
}
