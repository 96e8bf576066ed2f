//! right: who joins waits until the end of the round in which it came, not for a moment at which it sees 0.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

#[derive(Debug, PartialEq, Eq)]
pub struct DoneTooOften;

#[derive(Debug)]
pub struct Queue<T> {
    maxsize: usize,
    state: Mutex<State<T>>,
    not_empty: Condvar,
    not_full: Condvar,
    all_done: Condvar,
}

#[derive(Debug)]
struct State<T> {
    items: VecDeque<T>,
    unfinished: usize,
    /// How often everything was done.
    round: u64,
}

impl<T> Queue<T> {
    pub fn new(maxsize: usize) -> Self {
        Queue {
            maxsize,
            state: Mutex::new(State { items: VecDeque::new(), unfinished: 0, round: 0 }),
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
            all_done: Condvar::new(),
        }
    }

    pub fn put(&self, item: T) {
        let full = |state: &mut State<T>| state.items.len() >= self.maxsize;
        let mut state = self.not_full.wait_while(self.state.lock().unwrap(), full).unwrap();
        state.items.push_back(item);
        state.unfinished += 1;
        self.not_empty.notify_one();
    }

    pub fn get(&self) -> T {
        let empty = |state: &mut State<T>| state.items.is_empty();
        let mut state = self.not_empty.wait_while(self.state.lock().unwrap(), empty).unwrap();
        let item = state.items.pop_front().expect("it was there, and the lock is still held");
        self.not_full.notify_one();
        item
    }

    pub fn task_done(&self) -> Result<(), DoneTooOften> {
        let mut state = self.state.lock().unwrap();
        state.unfinished = state.unfinished.checked_sub(1).ok_or(DoneTooOften)?;
        if state.unfinished == 0 {
            state.round += 1;
            self.all_done.notify_all();
        }
        Ok(())
    }

    pub fn join(&self) {
        let state = self.state.lock().unwrap();
        let mine = state.round;
        drop(self.all_done.wait_while(state, |state| state.unfinished > 0 && state.round == mine).unwrap());
    }
}
