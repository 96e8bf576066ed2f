//! wrong: T8 "who leaves takes itself off the counter, so it is right again for the next round" · caught by in_each_round_nobody_goes_on_before_all_have_come · deadlock

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
        let index = state.came;
        state.came += 1;
        if state.came == self.parties {
            self.changed.notify_all();
        }
        let waiting = |state: &mut State| state.came < self.parties && !state.broken;
        let mut state = self.changed.wait_while(state, waiting).unwrap();
        state.came -= 1;
        if state.broken { Err(Broken) } else { Ok(index) }
    }

    pub fn abort(&self) {
        self.state.lock().unwrap().broken = true;
        self.changed.notify_all();
    }

    pub fn broken(&self) -> bool {
        self.state.lock().unwrap().broken
    }
}
