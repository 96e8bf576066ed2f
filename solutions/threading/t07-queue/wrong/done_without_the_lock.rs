//! wrong: T6 "it is atomic, so I need no lock to tell" · caught by who_has_joined_sees_the_work_done · deadlock

use std::collections::VecDeque;
use std::sync::atomic::{
    AtomicUsize,
    Ordering::{AcqRel, Acquire},
};
use std::sync::{Condvar, Mutex};

#[derive(Debug, PartialEq, Eq)]
pub struct DoneTooOften;

#[derive(Debug)]
pub struct Queue<T> {
    maxsize: usize,
    state: Mutex<State<T>>,
    unfinished: AtomicUsize,
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
            unfinished: AtomicUsize::new(0),
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
            all_done: Condvar::new(),
        }
    }

    pub fn put(&self, item: T) {
        let full = |state: &mut State<T>| state.items.len() >= self.maxsize;
        let mut state = self.not_full.wait_while(self.state.lock().unwrap(), full).unwrap();
        state.items.push_back(item);
        self.unfinished.fetch_add(1, AcqRel);
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
        let less = |unfinished: usize| unfinished.checked_sub(1);
        let before = self.unfinished.fetch_update(AcqRel, Acquire, less).map_err(|_| DoneTooOften)?;
        if before == 1 {
            self.all_done.notify_all();
        }
        Ok(())
    }

    pub fn join(&self) {
        let left = |_: &mut State<T>| self.unfinished.load(Acquire) > 0;
        drop(self.all_done.wait_while(self.state.lock().unwrap(), left).unwrap());
    }
}
