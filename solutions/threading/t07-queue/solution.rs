//! t07, solved.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

/// `task_done` was called for every item already.
#[derive(Debug, PartialEq, Eq)]
pub struct DoneTooOften;

/// A queue: first in, first out.
#[derive(Debug)]
pub struct Queue<T> {
    maxsize: usize,
    /// One lock, since an item is inside and unfinished at the same moment.
    state: Mutex<State<T>>,
    // A place to sleep for each thing that one can wait for: so whoever is woken at one of them can use it.
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
    /// A queue with a place for `maxsize` items.
    pub fn new(maxsize: usize) -> Self {
        Queue {
            maxsize,
            state: Mutex::new(State { items: VecDeque::new(), unfinished: 0 }),
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
            all_done: Condvar::new(),
        }
    }

    /// Waits for room, and puts `item` at the end.
    pub fn put(&self, item: T) {
        let full = |state: &mut State<T>| state.items.len() >= self.maxsize;
        // Looks again after each wake-up: the room may be gone.
        let mut state = self.not_full.wait_while(self.state.lock().unwrap(), full).unwrap();
        state.items.push_back(item);
        // Here and not in `get`: work that nobody has begun is unfinished, too.
        state.unfinished += 1;
        // Each time, not only when it was empty: the item before may have woken a thread that has not run yet.
        self.not_empty.notify_one();
    }

    /// Waits for an item, and takes the one in front.
    pub fn get(&self) -> T {
        let empty = |state: &mut State<T>| state.items.is_empty();
        let mut state = self.not_empty.wait_while(self.state.lock().unwrap(), empty).unwrap();
        let item = state.items.pop_front().expect("it was there, and the lock is still held");
        self.not_full.notify_one();
        item
    }

    /// Says that the work on one item is finished, or is told that it was said for all.
    pub fn task_done(&self) -> Result<(), DoneTooOften> {
        let mut state = self.state.lock().unwrap();
        state.unfinished = state.unfinished.checked_sub(1).ok_or(DoneTooOften)?;
        if state.unfinished == 0 {
            // All: an item is for one, the end of all work for everybody who waits for it.
            self.all_done.notify_all();
        }
        Ok(())
    }

    /// Waits until nothing is unfinished.
    pub fn join(&self) {
        drop(self.all_done.wait_while(self.state.lock().unwrap(), |state| state.unfinished > 0).unwrap());
    }
}
