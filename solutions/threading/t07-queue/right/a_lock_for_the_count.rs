//! right: what is unfinished has a lock of its own, and an item counts before it can be got.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

#[derive(Debug, PartialEq, Eq)]
pub struct DoneTooOften;

#[derive(Debug)]
pub struct Queue<T> {
    maxsize: usize,
    state: Mutex<State<T>>,
    unfinished: Mutex<usize>,
    not_empty: Condvar,
    not_full: Condvar,
    all_done: Condvar,
}

#[derive(Debug)]
struct State<T> {
    items: VecDeque<T>,
}

impl<T> Queue<T> {
    pub fn new(maxsize: usize) -> Self {
        Queue {
            maxsize,
            state: Mutex::new(State { items: VecDeque::new() }),
            unfinished: Mutex::new(0),
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
            all_done: Condvar::new(),
        }
    }

    pub fn put(&self, item: T) {
        let full = |state: &mut State<T>| state.items.len() >= self.maxsize;
        let mut state = self.not_full.wait_while(self.state.lock().unwrap(), full).unwrap();
        *self.unfinished.lock().unwrap() += 1;
        state.items.push_back(item);
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
        let mut unfinished = self.unfinished.lock().unwrap();
        *unfinished = unfinished.checked_sub(1).ok_or(DoneTooOften)?;
        if *unfinished == 0 {
            self.all_done.notify_all();
        }
        Ok(())
    }

    pub fn join(&self) {
        drop(self.all_done.wait_while(self.unfinished.lock().unwrap(), |unfinished| *unfinished > 0).unwrap());
    }
}
