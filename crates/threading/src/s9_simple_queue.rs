//! Step 9: `SimpleQueue`, which can less than `Queue`, and so promises more: to put never waits.
//!
//! A destructor runs wherever the last owner happens to let go. If it puts something into a queue with a limit it may wait there, perhaps
//! for the very thread that it runs on. Python's `Queue` waits even without a limit: if the collector runs a `__del__` while
//! the same thread is inside `put`, that thread waits for its own lock. So CPython has this queue, in C.
//!
//! # Keeps true
//!
//! Each item that went in comes out once, in order. None of your code runs while the mutex is locked; so a `put` waits for a few
//! instructions of another thread, and for nothing else.
//!
//! ```text
//!   A  get ▶ sleeps ············ ▶ item
//!   B            put ▶ notify
//! ```
//!
//! # What it does not have
//!
//! No limit, so no `Full`; no `task_done` and `join`; no `shutdown`. A thread that shall end is sent an item that says so.

use crate::error::Empty;
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// A first-in, first-out queue without a limit. Python: `queue.SimpleQueue` (3.13: Modules/_queuemodule.c).
pub struct SimpleQueue<T> {
    state: Mutex<State<T>>,
    /// Notified when an item has come and a getter sleeps.
    not_empty: Condvar,
}

struct State<T> {
    items: VecDeque<T>,
    /// How many sleep and have not been notified; counted as in step 7.
    getters: usize,
}

impl<T> State<T> {
    /// Whether a getter must sleep; if so, it is counted.
    fn nothing_to_get(&mut self) -> bool {
        let sleep = self.items.is_empty();
        self.getters += usize::from(sleep);
        sleep
    }
}

impl<T> Default for SimpleQueue<T> {
    fn default() -> Self {
        SimpleQueue::new()
    }
}

impl<T> SimpleQueue<T> {
    /// An empty queue. Python: `SimpleQueue()`.
    pub const fn new() -> Self {
        SimpleQueue { state: Mutex::new(State { items: VecDeque::new(), getters: 0 }), not_empty: Condvar::new() }
    }

    // ANCHOR: put
    /// Puts `item` at the end. Never waits, never fails. Python: `queue.put(item)`.
    pub fn put(&self, item: T) {
        let mut state = self.state();
        state.items.push_back(item);
        let somebody_waits = state.getters > 0;
        state.getters -= usize::from(somebody_waits);
        drop(state);
        if somebody_waits {
            self.not_empty.notify_one();
        }
    }
    // ANCHOR_END: put

    /// Waits for an item and takes the oldest. Python: `queue.get()`.
    pub fn get(&self) -> T {
        let mut state = self.not_empty.wait_while(self.state(), State::nothing_to_get).expect("see `state`");
        state.items.pop_front().expect("we have just seen one, and the lock is still held")
    }

    /// As [`get`](SimpleQueue::get), but does not wait. Python: `queue.get_nowait()`.
    ///
    /// # Errors
    ///
    /// If there is no item.
    pub fn get_nowait(&self) -> Result<T, Empty> {
        self.state().items.pop_front().ok_or(Empty)
    }

    /// As [`get`](SimpleQueue::get), but waits for at most `timeout`. Python: `queue.get(timeout=seconds)`.
    ///
    /// # Errors
    ///
    /// If none came in that time.
    pub fn get_timeout(&self, timeout: Duration) -> Result<T, Empty> {
        let (mut state, _) =
            self.not_empty.wait_timeout_while(self.state(), timeout, State::nothing_to_get).expect("see `state`");
        state.items.pop_front().ok_or(Empty)
    }

    /// How many items are inside now. Python: `queue.qsize()`. By the time you look at the answer it may be old.
    pub fn qsize(&self) -> usize {
        self.state().items.len()
    }

    /// Whether no item is inside now. Python: `queue.empty()`. By the time you look at the answer it may be old.
    pub fn empty(&self) -> bool {
        self.qsize() == 0
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().expect("nothing panics while this mutex is held")
    }
}

impl<T> fmt::Debug for SimpleQueue<T> {
    /// Without the items: to show them is your code, and would run under the lock.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimpleQueue").field("qsize", &self.qsize()).finish_non_exhaustive()
    }
}
