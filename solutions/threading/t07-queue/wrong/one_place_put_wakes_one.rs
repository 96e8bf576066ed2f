//! wrong: T6 "one item is for one thread, so one is woken" · caught by who_joins_takes_no_wake_up_from_the_others · deadlock

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

#[derive(Debug, PartialEq, Eq)]
pub struct DoneTooOften;

#[derive(Debug)]
pub struct Queue<T> {
    maxsize: usize,
    state: Mutex<State<T>>,
    changed: Condvar,
}

#[derive(Debug)]
struct State<T> {
    items: VecDeque<T>,
    unfinished: usize,
}

impl<T> Queue<T> {
    pub fn new(maxsize: usize) -> Self {
        Queue { maxsize, state: Mutex::new(State { items: VecDeque::new(), unfinished: 0 }), changed: Condvar::new() }
    }

    pub fn put(&self, item: T) {
        let mut state = self.state.lock().unwrap();
        while state.items.len() == self.maxsize {
            state = self.changed.wait(state).unwrap();
        }
        state.items.push_back(item);
        state.unfinished += 1;
        self.changed.notify_one();
    }

    pub fn get(&self) -> T {
        let mut state = self.state.lock().unwrap();
        while state.items.is_empty() {
            state = self.changed.wait(state).unwrap();
        }
        let item = state.items.pop_front().unwrap();
        self.changed.notify_all();
        item
    }

    pub fn task_done(&self) -> Result<(), DoneTooOften> {
        let mut state = self.state.lock().unwrap();
        if state.unfinished == 0 {
            return Err(DoneTooOften);
        }
        state.unfinished -= 1;
        if state.unfinished == 0 {
            self.changed.notify_all();
        }
        Ok(())
    }

    pub fn join(&self) {
        let mut state = self.state.lock().unwrap();
        while state.unfinished > 0 {
            state = self.changed.wait(state).unwrap();
        }
    }
}
