//! What can be seen of a run from outside: which call began when, and what it returned when.
//!
//! # Keeps true
//!
//! The record is kept on the real standard library. In a model one thread runs at a time, so nobody ever waits for it, it orders
//! nothing, and it hides nothing from the search.

use std::fmt;
use std::real::sync::{Mutex, PoisonError};

/// A call has begun, or it has returned.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<C, A> {
    Called(usize, C),
    Returned(usize, A),
}

/// The events of one run, in the order in which they happened. The number in each is the thread's.
#[derive(Debug)]
pub struct History<C, A>(Mutex<Vec<Event<C, A>>>);

impl<C, A> Default for History<C, A> {
    fn default() -> Self {
        History(Mutex::default())
    }
}

impl<C: Clone, A: Clone> History<C, A> {
    /// The next run begins.
    pub fn begin(&self) {
        self.events().clear();
    }

    /// `thread` makes this call.
    pub fn record(&self, thread: usize, call: &C, make: impl FnOnce() -> A) {
        self.events().push(Event::Called(thread, call.clone()));
        let answer = make();
        self.events().push(Event::Returned(thread, answer));
    }

    /// What has happened until now.
    pub fn until_now(&self) -> Vec<Event<C, A>> {
        self.events().clone()
    }

    fn events(&self) -> std::real::sync::MutexGuard<'_, Vec<Event<C, A>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One line an event.
pub fn shown<C: fmt::Debug, A: fmt::Debug>(events: &[Event<C, A>]) -> String {
    let line = |event: &Event<C, A>| match event {
        Event::Called(thread, call) => format!("\n  {thread} calls {call:?}"),
        Event::Returned(thread, answer) => format!("\n  {thread} is told {answer:?}"),
    };
    events.iter().map(line).collect()
}
