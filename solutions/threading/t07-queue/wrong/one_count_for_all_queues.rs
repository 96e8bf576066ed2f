//! wrong: S5 "there is one queue, so there is one count" · caught by a_task_done_too_many_is_refused_and_changes_nothing · assertion

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
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

static UNFINISHED: AtomicUsize = AtomicUsize::new(0);

#[derive(Debug)]
struct State<T> {
    items: VecDeque<T>,
}

impl<T> Queue<T> {
    pub fn new(maxsize: usize) -> Self {
        Queue {
            maxsize,
            state: Mutex::new(State { items: VecDeque::new() }),
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
            all_done: Condvar::new(),
        }
    }

    pub fn put(&self, item: T) {
        let full = |state: &mut State<T>| state.items.len() >= self.maxsize;
        let mut state = self.not_full.wait_while(self.state.lock().unwrap(), full).unwrap();
        state.items.push_back(item);
        UNFINISHED.fetch_add(1, Relaxed);
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
        let _state = self.state.lock().unwrap();
        let before = UNFINISHED.load(Relaxed);
        if before == 0 {
            return Err(DoneTooOften);
        }
        UNFINISHED.store(before - 1, Relaxed);
        if before == 1 {
            self.all_done.notify_all();
        }
        Ok(())
    }

    pub fn join(&self) {
        let left = |_: &mut State<T>| UNFINISHED.load(Relaxed) > 0;
        drop(self.all_done.wait_while(self.state.lock().unwrap(), left).unwrap());
    }
}
