//! right: clean and dirty forks: whoever has eaten gives its forks to a neighbour that asks, whoever has not keeps them (Chandy and Misra).

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Table {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    forks: Vec<Fork>,
    eats: Vec<bool>,
}

#[derive(Debug)]
struct Fork {
    owner: usize,
    dirty: bool,
}

impl Table {
    pub fn new(philosophers: usize) -> Self {
        // A fork begins with the lower of the two who need it, and dirty.
        let fork = |n: usize| Fork { owner: if n == 0 { 0 } else { n - 1 }, dirty: true };
        let state = State { forks: (0..philosophers).map(fork).collect(), eats: vec![false; philosophers] };
        Table { state: Mutex::new(state), changed: Condvar::new() }
    }

    pub fn eat<T>(&self, who: usize, meal: impl FnOnce() -> T) -> T {
        let mut state = self.state.lock().unwrap();
        let mine = [who, (who + 1) % state.forks.len()];
        loop {
            let State { forks, eats } = &mut *state;
            let mut moved = false;
            for fork in mine {
                let fork = &mut forks[fork];
                if fork.owner != who && fork.dirty && !eats[fork.owner] {
                    (fork.owner, fork.dirty, moved) = (who, false, true);
                }
            }
            if moved {
                self.changed.notify_all();
            }
            if mine.iter().all(|fork| forks[*fork].owner == who) {
                break;
            }
            state = self.changed.wait(state).unwrap();
        }
        state.eats[who] = true;
        mine.iter().for_each(|fork| state.forks[*fork].dirty = true);
        drop(state);
        let eaten = meal();
        self.state.lock().unwrap().eats[who] = false;
        self.changed.notify_all();
        eaten
    }
}
