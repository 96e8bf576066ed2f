//! Questions. By the time you look at an answer it may be old: to ask whether there is an item and then to get it is two steps,
//! and another thread may come between them.

use super::{Order, OrderedQueue, State};
use std::fmt;

impl<O: Order> OrderedQueue<O> {
    /// How many items are inside now. Python: `queue.qsize()`.
    pub fn qsize(&self) -> usize {
        self.state().items.qsize()
    }

    /// Whether no item is inside now. Python: `queue.empty()`.
    pub fn empty(&self) -> bool {
        self.qsize() == 0
    }

    /// Whether there is no room now. Python: `queue.full()`.
    pub fn full(&self) -> bool {
        self.is_full(&self.state())
    }

    /// How many items there is room for; 0 if there is no limit. Python: `queue.maxsize`.
    pub fn maxsize(&self) -> usize {
        self.maxsize
    }
}

impl<O: Order> fmt::Debug for OrderedQueue<O> {
    /// Who sleeps, but not the items: to show them is your code, and would run under the lock.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        let (inside, State { getters, putters, joiners, .. }) = (state.items.qsize(), &*state);
        f.debug_struct("Queue")
            .field("maxsize", &self.maxsize)
            .field("qsize", &inside)
            .field("getters", getters)
            .field("putters", putters)
            .field("joiners", joiners)
            .finish_non_exhaustive()
    }
}
