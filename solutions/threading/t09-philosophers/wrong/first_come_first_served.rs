//! wrong: T8 "a queue is fair, so everybody queues" · caught by who_waits_keeps_out_nobody_but_neighbours · deadlock

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Table {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    taken: Vec<bool>,
    next_ticket: usize,
    served: usize,
}

impl Table {
    pub fn new(philosophers: usize) -> Self {
        let state = State { taken: vec![false; philosophers], next_ticket: 0, served: 0 };
        Table { state: Mutex::new(state), changed: Condvar::new() }
    }

    pub fn eat<T>(&self, who: usize, meal: impl FnOnce() -> T) -> T {
        let mut state = self.state.lock().unwrap();
        let (left, right) = (who, (who + 1) % state.taken.len());
        let ticket = state.next_ticket;
        state.next_ticket += 1;
        let waits = |state: &mut State| state.served != ticket || state.taken[left] || state.taken[right];
        state = self.changed.wait_while(state, waits).unwrap();
        state.served += 1;
        (state.taken[left], state.taken[right]) = (true, true);
        self.changed.notify_all();
        drop(state);
        let meal = meal();
        let mut state = self.state.lock().unwrap();
        (state.taken[left], state.taken[right]) = (false, false);
        self.changed.notify_all();
        meal
    }
}
