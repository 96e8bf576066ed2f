//! The end of a queue: nothing goes in any more, and nobody waits for what will not come. In Python since 3.13.
//!
//! Before, you put one `None` for each thread that gets, and hoped to have counted them right.
//!
//! # Keeps true
//!
//! After a shutdown nobody sleeps to put or to get. What was inside still comes out, unless the shutdown is immediate: then it
//! is thrown away, and counts as done.
//!
//! ```text
//!   A  get ▶ sleeps ············· ▶ ShutDown
//!   B            shutdown ▶ notify all who sleep
//! ```
//!
//! # Unlike CPython
//!
//! There, what an immediate shutdown throws away is destroyed one by one while the queue is locked: an item whose `__del__` asks
//! the queue for something waits for ever (3.13: Lib/queue.py). Here all sleepers are woken first, and then the items are dropped, without the lock.

use super::{Order, OrderedQueue};

impl<O: Order> OrderedQueue<O> {
    // ANCHOR: shutdown
    /// Lets nothing in any more. Python: `queue.shutdown(immediate)`; `immediate` is False by default.
    ///
    /// Who puts gets an error, at once. Who gets does so once the queue is empty; with `immediate` it is emptied here, which may let
    /// those go who [`join`](Self::join). May be called again.
    pub fn shutdown(&self, immediate: bool) {
        let mut state = self.state();
        state.shut_down = true;
        let mut thrown_away = O::EMPTY;
        if immediate {
            std::mem::swap(&mut state.items, &mut thrown_away);
            // Not a plain minus: `task_done` may have been called before its `get`.
            state.unfinished = state.unfinished.saturating_sub(thrown_away.qsize());
            self.all_done.notify_all();
        }
        // All of them: what nobody may do any more, nobody need wait for.
        (state.getters, state.putters) = (0, 0);
        drop(state);
        self.not_empty.notify_all();
        self.not_full.notify_all();
        // Last, and without the lock: to drop an item is your code.
        drop(thrown_away);
    }
    // ANCHOR_END: shutdown

    /// Whether the queue is shut down. Python: `queue.is_shutdown`. It never opens again.
    pub fn is_shutdown(&self) -> bool {
        self.state().shut_down
    }
}
