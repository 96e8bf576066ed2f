//! Step 7: `Queue`, which hands things from thread to thread.
//!
//! Two threads that share a list need a lock, and care. Two threads that hand each other things through a queue share
//! nothing else. It is the last tool of this crate, and the first to reach for.
//!
//! # Keeps true
//!
//! Each item that went in comes out once, in order. At most `maxsize` are inside, if it is not 0. `unfinished` = items put −
//! calls of [`Queue::task_done`].
//!
//! ```text
//!   A  put ▶ notify not_empty ··················· join ▶ sleeps ···· ▶ returns
//!   B  get sleeps ··········· ▶ item ▶ works on it ▶ task_done ▶ notify all_done
//! ```
//!
//! # Two conditions, one lock
//!
//! Who waits to get and who waits to put sleep in different places. With one place, a notify meant for a getter could wake
//! a putter, which goes back to sleep, and the getter never hears of it.

use crate::error::{Empty, Full, ValueError};
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// A first-in, first-out queue. Python: `queue.Queue` (3.12: Lib/queue.py; `shutdown`, of 3.13, is left out).
pub struct Queue<T> {
    maxsize: usize,
    state: Mutex<State<T>>,
    /// Notified when an item has come and a getter sleeps.
    not_empty: Condvar,
    /// Notified when an item has gone and a putter sleeps.
    not_full: Condvar,
    /// Notified when `unfinished` becomes 0.
    all_done: Condvar,
}

struct State<T> {
    items: VecDeque<T>,
    unfinished: usize,
    /// How many sleep at `not_empty` and at `not_full` and have not been notified: a notify is a system call even if nobody
    /// sleeps. Who falls asleep counts up, who notifies counts down. A wake-up for no reason, or because the time is up, leaves a
    /// number too high, and so costs a notify that nobody hears; it is never too low.
    getters: usize,
    putters: usize,
}

impl<T> State<T> {
    /// Whether a getter must sleep; if so, it is counted.
    fn nothing_to_get(&mut self) -> bool {
        let nothing = self.items.is_empty();
        self.getters += usize::from(nothing);
        nothing
    }
}

impl<T> Default for Queue<T> {
    /// A queue without a limit, as in Python.
    fn default() -> Self {
        Queue::new(0)
    }
}

impl<T> Queue<T> {
    /// A queue for at most `maxsize` items, or without a limit if that is 0. Python: `Queue(maxsize)`.
    pub const fn new(maxsize: usize) -> Self {
        let state = State { items: VecDeque::new(), unfinished: 0, getters: 0, putters: 0 };
        Queue {
            maxsize,
            state: Mutex::new(state),
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
            all_done: Condvar::new(),
        }
    }

    // ANCHOR: put
    /// Waits for room and puts `item` at the end. Python: `queue.put(item)`.
    pub fn put(&self, item: T) {
        let state = self.not_full.wait_while(self.state(), |state| self.no_room(state)).expect("see `state`");
        self.push(state, item);
    }

    /// Puts `item` at the end, and wakes a getter.
    fn push(&self, mut state: MutexGuard<'_, State<T>>, item: T) {
        state.items.push_back(item);
        state.unfinished += 1;
        let somebody_waits = state.getters > 0;
        state.getters -= usize::from(somebody_waits);
        drop(state);
        if somebody_waits {
            self.not_empty.notify_one();
        }
    }
    // ANCHOR_END: put

    /// As [`put`](Queue::put), but does not wait. Python: `queue.put_nowait(item)`.
    ///
    /// # Errors
    ///
    /// If there is no room.
    pub fn put_nowait(&self, item: T) -> Result<(), Full<T>> {
        self.push_if_room(self.state(), item)
    }

    /// As [`put`](Queue::put), but waits for at most `timeout`. Python: `queue.put(item, timeout=seconds)`.
    ///
    /// # Errors
    ///
    /// If there was no room in that time.
    pub fn put_timeout(&self, item: T, timeout: Duration) -> Result<(), Full<T>> {
        let no_room = |state: &mut State<T>| self.no_room(state);
        let (state, _) = self.not_full.wait_timeout_while(self.state(), timeout, no_room).expect("see `state`");
        self.push_if_room(state, item)
    }

    fn push_if_room(&self, state: MutexGuard<'_, State<T>>, item: T) -> Result<(), Full<T>> {
        if self.is_full(&state) {
            return Err(Full(item));
        }
        self.push(state, item);
        Ok(())
    }

    // ANCHOR: get
    /// Waits for an item and takes the oldest. Python: `queue.get()`.
    pub fn get(&self) -> T {
        let state = self.not_empty.wait_while(self.state(), State::nothing_to_get).expect("see `state`");
        self.pop(state).expect("we have just seen one, and the lock is still held")
    }

    /// Takes the oldest item, and wakes a putter.
    fn pop(&self, mut state: MutexGuard<'_, State<T>>) -> Result<T, Empty> {
        let item = state.items.pop_front().ok_or(Empty)?;
        let somebody_waits = state.putters > 0;
        state.putters -= usize::from(somebody_waits);
        drop(state);
        if somebody_waits {
            self.not_full.notify_one();
        }
        Ok(item)
    }
    // ANCHOR_END: get

    /// As [`get`](Queue::get), but does not wait. Python: `queue.get_nowait()`.
    ///
    /// # Errors
    ///
    /// If there is no item.
    pub fn get_nowait(&self) -> Result<T, Empty> {
        self.pop(self.state())
    }

    /// As [`get`](Queue::get), but waits for at most `timeout`. Python: `queue.get(timeout=seconds)`.
    ///
    /// # Errors
    ///
    /// If none came in that time.
    pub fn get_timeout(&self, timeout: Duration) -> Result<T, Empty> {
        let (state, _) =
            self.not_empty.wait_timeout_while(self.state(), timeout, State::nothing_to_get).expect("see `state`");
        self.pop(state)
    }

    /// Says that the work on one item that was got is finished. Python: `queue.task_done()`.
    ///
    /// # Errors
    ///
    /// If that has been said for every item already.
    pub fn task_done(&self) -> Result<(), ValueError> {
        let mut state = self.state();
        state.unfinished = state.unfinished.checked_sub(1).ok_or(ValueError("task_done() called too many times"))?;
        if state.unfinished == 0 {
            self.all_done.notify_all();
        }
        Ok(())
    }

    /// Waits until [`task_done`](Queue::task_done) has been called for every item that was put. Python: `queue.join()`.
    pub fn join(&self) {
        drop(self.all_done.wait_while(self.state(), |state| state.unfinished > 0).expect("see `state`"));
    }

    /// How many items are inside now. Python: `queue.qsize()`. By the time you look at the answer it may be old.
    pub fn qsize(&self) -> usize {
        self.state().items.len()
    }

    /// For how many items that were put [`task_done`](Queue::task_done) was not called. Python: `queue.unfinished_tasks`.
    pub fn unfinished_tasks(&self) -> usize {
        self.state().unfinished
    }

    /// Whether a putter must sleep; if so, it is counted.
    fn no_room(&self, state: &mut State<T>) -> bool {
        let full = self.is_full(state);
        state.putters += usize::from(full);
        full
    }

    fn is_full(&self, state: &State<T>) -> bool {
        self.maxsize > 0 && state.items.len() >= self.maxsize
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().expect("nothing panics while this mutex is held")
    }
}

impl<T> fmt::Debug for Queue<T> {
    /// Without the items: to show them is your code, and would run under the lock.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Queue").field("maxsize", &self.maxsize).field("qsize", &self.qsize()).finish_non_exhaustive()
    }
}
