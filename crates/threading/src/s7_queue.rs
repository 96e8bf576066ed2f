//! Step 7: `Queue`, which hands things from thread to thread.
//!
//! Two threads that share a list need a lock, and care. Two threads that hand each other things through a queue share
//! nothing else. It is the first tool to reach for.
//!
//! # Keeps true
//!
//! Each item that went in comes out once, in order. At most `maxsize` are inside, if it is not 0.
//!
//! ```text
//!   A  put ▶ notify not_empty ··················· join ▶ sleeps ···· ▶ returns
//!   B  get sleeps ··········· ▶ item ▶ works on it ▶ task_done ▶ notify all_done
//! ```
//!
//! This file has `put` and `get`. Below `s7_queue/` stand, in reading order: those who do not wait for ever (`impatient`), the count
//! of what is unfinished (`done`), the end (`shutdown`), and questions whose answers may be old (`sizes`).
//!
//! # Two conditions, one lock
//!
//! Who waits to get and who waits to put sleep in different places. With one place, a notify meant for a getter could wake
//! a putter, which goes back to sleep, and the getter never hears of it.
//!
//! # Not yet
//!
//! Another order than first in, first out (step 8).

mod impatient;

mod done;

mod shutdown;

mod sizes;

use crate::error::{GetError, ShutDown};
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A first-in, first-out queue. Python: `queue.Queue` (3.13: Lib/queue.py).
pub type Queue<T> = OrderedQueue<VecDeque<T>>;

// ANCHOR: order
/// What a queue keeps its items in: the methods of Python's `Queue` that its subclasses override. The queue is locked while
/// they run.
pub trait Order {
    /// What is put and got.
    type Item;
    /// With nothing inside. Python: `_init()`.
    const EMPTY: Self;
    /// How many are inside. Python: `_qsize()`.
    fn qsize(&self) -> usize;
    /// Takes `item` in. Python: `_put()`.
    fn put(&mut self, item: Self::Item);
    /// Gives the next one out, if there is any. Python: `_get()`.
    fn get(&mut self) -> Option<Self::Item>;
}

impl<T> Order for VecDeque<T> {
    type Item = T;
    const EMPTY: Self = VecDeque::new();
    fn qsize(&self) -> usize {
        self.len()
    }
    fn put(&mut self, item: T) {
        self.push_back(item);
    }
    fn get(&mut self) -> Option<T> {
        self.pop_front()
    }
}
// ANCHOR_END: order

/// A queue that gives its items out in the order `O`; a [`Queue`] is one, and step 8 has two more.
pub struct OrderedQueue<O> {
    maxsize: usize,
    state: Mutex<State<O>>,
    /// Notified when an item has come and a getter sleeps.
    not_empty: Condvar,
    /// Notified when an item has gone and a putter sleeps.
    not_full: Condvar,
    /// Notified when `unfinished` becomes 0 and somebody joins.
    all_done: Condvar,
}

struct State<O> {
    items: O,
    unfinished: usize,
    shut_down: bool,
    /// How many sleep at `not_empty` and at `not_full` and have not been notified: a notify is a system call even if nobody
    /// sleeps. Who falls asleep counts up, who notifies counts down. A wake-up for no reason, or because the time is up, leaves a
    /// number too high, and so costs a notify that nobody hears; it is never too low.
    getters: usize,
    putters: usize,
    /// How many sleep at `all_done`.
    joiners: usize,
}

impl<O: Order> State<O> {
    /// Whether a getter must sleep; if so, it is counted.
    fn nothing_to_get(&mut self) -> bool {
        let sleep = self.items.qsize() == 0 && !self.shut_down;
        self.getters += usize::from(sleep);
        sleep
    }
}

impl<O: Order> Default for OrderedQueue<O> {
    /// A queue without a limit, as in Python.
    fn default() -> Self {
        OrderedQueue::new(0)
    }
}

impl<O: Order> OrderedQueue<O> {
    /// A queue for at most `maxsize` items, or without a limit if that is 0. Python: `Queue(maxsize)`.
    pub const fn new(maxsize: usize) -> Self {
        let state = State { items: O::EMPTY, unfinished: 0, shut_down: false, getters: 0, putters: 0, joiners: 0 };
        OrderedQueue {
            maxsize,
            state: Mutex::new(state),
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
            all_done: Condvar::new(),
        }
    }

    // ANCHOR: put
    /// Waits for room and puts `item`. Python: `queue.put(item)`.
    ///
    /// # Errors
    ///
    /// If the queue is or gets shut down, even if there is room.
    pub fn put(&self, item: O::Item) -> Result<(), ShutDown<O::Item>> {
        let state =
            self.not_full.wait_while(self.state(), |state| self.no_room(state)).unwrap_or_else(PoisonError::into_inner);
        if state.shut_down {
            return Err(ShutDown(item));
        }
        self.push(state, item);
        Ok(())
    }

    /// Puts `item`, and wakes a getter.
    fn push(&self, mut state: MutexGuard<'_, State<O>>, item: O::Item) {
        state.items.put(item);
        state.unfinished += 1;
        let somebody_waits = state.getters > 0;
        state.getters -= usize::from(somebody_waits);
        drop(state);
        if somebody_waits {
            self.not_empty.notify_one();
        }
    }
    // ANCHOR_END: put

    // ANCHOR: get
    /// Waits for an item and takes it. Python: `queue.get()`.
    ///
    /// # Errors
    ///
    /// If the queue is empty, and is or gets shut down.
    pub fn get(&self) -> Result<O::Item, ShutDown> {
        let state =
            self.not_empty.wait_while(self.state(), State::nothing_to_get).unwrap_or_else(PoisonError::into_inner);
        // Awake, and nothing there: that is the end.
        self.pop(state).map_err(|_| ShutDown(()))
    }

    /// Takes the next item, and wakes a putter.
    fn pop(&self, mut state: MutexGuard<'_, State<O>>) -> Result<O::Item, GetError> {
        let why_not = if state.shut_down { GetError::ShutDown } else { GetError::Empty };
        let item = state.items.get().ok_or(why_not)?;
        let somebody_waits = state.putters > 0;
        state.putters -= usize::from(somebody_waits);
        drop(state);
        if somebody_waits {
            self.not_full.notify_one();
        }
        Ok(item)
    }
    // ANCHOR_END: get

    /// Whether a putter must sleep; if so, it is counted.
    fn no_room(&self, state: &mut State<O>) -> bool {
        let sleep = self.is_full(state) && !state.shut_down;
        state.putters += usize::from(sleep);
        sleep
    }

    fn is_full(&self, state: &State<O>) -> bool {
        self.maxsize > 0 && state.items.qsize() >= self.maxsize
    }

    fn state(&self) -> MutexGuard<'_, State<O>> {
        // Only what an `Order` calls can panic while this mutex is held: a comparison of yours, in step 8. That leaves no mark, as
        // an exception in Python leaves none. So here, and where a sleeper comes back, the poison is looked past.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
