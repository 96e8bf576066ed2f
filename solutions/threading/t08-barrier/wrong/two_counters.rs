//! wrong: T8 "two counters in turn, and the rounds cannot meet" · caught by the_third_round_is_as_the_first · assertion

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
    came: [usize; 2],
    complete: [bool; 2],
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
        let round = state.round;
        let mine = round % 2;
        let index = state.came[mine] % self.parties;
        state.came[mine] += 1;
        if state.came[mine] % self.parties == 0 {
            state.round += 1;
            state.complete[mine] = true;
            self.changed.notify_all();
            return Ok(index);
        }
        let waiting = |state: &mut State| !state.complete[mine] && !state.broken;
        let state = self.changed.wait_while(state, waiting).unwrap();
        if state.complete[mine] { Ok(index) } else { Err(Broken) }
    }

    pub fn abort(&self) {
        self.state.lock().unwrap().broken = true;
        self.changed.notify_all();
    }

    pub fn broken(&self) -> bool {
        self.state.lock().unwrap().broken
    }
}
