//! To put and to get without waiting, or with a time limit.
//!
//! # Keeps true
//!
//! Not the clock but the queue decides: whoever's time is up looks once more.

use super::{Order, OrderedQueue, State};
use crate::error::{GetError, PutError};
use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

impl<O: Order> OrderedQueue<O> {
    /// As [`put`](Self::put), but does not wait. Python: `queue.put_nowait(item)`.
    ///
    /// # Errors
    ///
    /// If the queue is shut down, or else if there is no room.
    pub fn put_nowait(&self, item: O::Item) -> Result<(), PutError<O::Item>> {
        self.push_if_room(self.state(), item)
    }

    /// As [`put`](Self::put), but waits for at most `timeout`. Python: `queue.put(item, timeout=seconds)`.
    ///
    /// # Errors
    ///
    /// If the queue is or gets shut down, or else if there was no room in that time.
    pub fn put_timeout(&self, item: O::Item, timeout: Duration) -> Result<(), PutError<O::Item>> {
        let no_room = |state: &mut State<O>| self.no_room(state);
        let (state, _) =
            self.not_full.wait_timeout_while(self.state(), timeout, no_room).unwrap_or_else(PoisonError::into_inner);
        self.push_if_room(state, item)
    }

    fn push_if_room(&self, state: MutexGuard<'_, State<O>>, item: O::Item) -> Result<(), PutError<O::Item>> {
        if state.shut_down {
            return Err(PutError::ShutDown(item));
        }
        if self.is_full(&state) {
            return Err(PutError::Full(item));
        }
        self.push(state, item);
        Ok(())
    }

    /// As [`get`](Self::get), but does not wait. Python: `queue.get_nowait()`.
    ///
    /// # Errors
    ///
    /// If there is no item.
    pub fn get_nowait(&self) -> Result<O::Item, GetError> {
        self.pop(self.state())
    }

    /// As [`get`](Self::get), but waits for at most `timeout`. Python: `queue.get(timeout=seconds)`.
    ///
    /// # Errors
    ///
    /// If none came in that time, or before the queue was shut down.
    pub fn get_timeout(&self, timeout: Duration) -> Result<O::Item, GetError> {
        let (state, _) = self
            .not_empty
            .wait_timeout_while(self.state(), timeout, State::nothing_to_get)
            .unwrap_or_else(PoisonError::into_inner);
        self.pop(state)
    }
}
