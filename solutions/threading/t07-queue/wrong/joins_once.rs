//! wrong: T6 "I was notified, so all is done" · caught by who_has_joined_sees_the_work_done · assertion

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
}

impl<T> Queue<T> {
    pub fn new(maxsize: usize) -> Self {
        Queue {
            maxsize,
            state: Mutex::new(State { items: VecDeque::new(), unfinished: 0 }),
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
            all_done: Condvar::new(),
        }
    }

    pub fn put(&self, item: T) {
        let mut state = self.state.lock().unwrap();
        while state.items.len() == self.maxsize {
            state = self.not_full.wait(state).unwrap();
        }
        state.items.push_back(item);
        state.unfinished += 1;
        self.not_empty.notify_one();
    }

    pub fn get(&self) -> T {
        let mut state = self.state.lock().unwrap();
        while state.items.is_empty() {
            state = self.not_empty.wait(state).unwrap();
        }
        let item = state.items.pop_front().unwrap();
        self.not_full.notify_one();
        item
    }

    pub fn task_done(&self) -> Result<(), DoneTooOften> {
        let mut state = self.state.lock().unwrap();
        if state.unfinished == 0 {
            return Err(DoneTooOften);
        }
        state.unfinished -= 1;
        if state.unfinished == 0 {
            self.all_done.notify_all();
        }
        Ok(())
    }

    pub fn join(&self) {
        let mut state = self.state.lock().unwrap();
        if state.unfinished > 0 {
            state = self.all_done.wait(state).unwrap();
        }
    }
}
