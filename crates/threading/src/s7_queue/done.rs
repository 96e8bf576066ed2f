//! What is unfinished: to get an item is one thing, to be done with it another.
//!
//! # Keeps true
//!
//! `unfinished` = items put − calls of [`task_done`](OrderedQueue::task_done) − items that a shutdown has thrown away. Who
//! joins sleeps while it is not 0.

use super::{Order, OrderedQueue};
use crate::error::ValueError;
use std::sync::PoisonError;

impl<O: Order> OrderedQueue<O> {
    // ANCHOR: task_done
    /// Says that the work on one item that was got is finished. Python: `queue.task_done()`.
    ///
    /// # Errors
    ///
    /// If that has been said for every item already.
    pub fn task_done(&self) -> Result<(), ValueError> {
        let mut state = self.state();
        state.unfinished = state.unfinished.checked_sub(1).ok_or(ValueError("task_done() called too many times"))?;
        let somebody_waits = state.joiners > 0;
        if state.unfinished == 0 && somebody_waits {
            self.all_done.notify_all();
        }
        Ok(())
    }

    /// Waits until [`task_done`](Self::task_done) has been called for every item that was put. Python: `queue.join()`.
    ///
    /// A shutdown is no reason to return: what was got before may still be worked on.
    pub fn join(&self) {
        let mut state = self.state();
        state.joiners += 1;
        state = self.all_done.wait_while(state, |state| state.unfinished > 0).unwrap_or_else(PoisonError::into_inner);
        state.joiners -= 1;
    }
    // ANCHOR_END: task_done

    /// For how many items that were put [`task_done`](Self::task_done) was not called. Python: `queue.unfinished_tasks`.
    pub fn unfinished_tasks(&self) -> usize {
        self.state().unfinished
    }
}
