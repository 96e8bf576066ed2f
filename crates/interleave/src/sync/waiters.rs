//! The threads that wait for a condition variable, and how one of them is called.
//!
//! # Keeps true
//!
//! - A wait may end for no reason, and a timed one at any time; the search tries both (`choice`).
//! - Which waiter `notify_one` wakes is nobody's promise; the search tries each.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use super::sleeper::Sleeper;
use crate::execution::{begin, done};
use crate::pool::{Half, LoomHalf};
use crate::record::{Place, Wake, Wants, What};
use crate::{choice, thread};

pub(super) struct Waiters {
    pub(super) queue: RefCell<Vec<Rc<Sleeper>>>,
    /// Touched by every operation, so that loom knows that they depend on each other. Its value means nothing and its
    /// accesses are Relaxed: a condition variable orders no memory, its mutex does.
    touched: loom::sync::atomic::AtomicUsize,
}

impl LoomHalf for Waiters {
    fn make() -> Self {
        Waiters { queue: RefCell::default(), touched: loom::sync::atomic::AtomicUsize::new(0) }
    }
}

impl Waiters {
    pub(super) fn touch(&self) {
        self.touched.fetch_add(1, Relaxed);
    }
}

/// Sleeps until called, or until the search says that it is over: for no reason, or because the time is up.
pub(super) fn until_called(me: &Sleeper, limit: Option<Duration>) -> Wake {
    if let Some(limit) = limit {
        return match thread::wait_for(limit) {
            _ if me.is_called() => Wake::Called,
            // Back before anybody ran: either the time was up, or it woke for no reason.
            Wake::TimeUpAtOnce if choice::one_of(2) == 1 => Wake::NoReason,
            wake => wake,
        };
    }
    if choice::early() == Some(true) {
        return Wake::NoReason;
    }
    me.sleep();
    Wake::Called
}

/// Notifies one waiter, or all.
pub(super) fn call(half: &Half<Waiters>, all: bool, place: Place) {
    begin(place, Wants::Pass, Some(half.id));
    let waiters = &half.loom;
    // Others may run while the search chooses, so the queue is looked at afterwards, in one step with the call.
    let waiting = waiters.queue.borrow().len();
    let choice = if all { 0 } else { choice::one_of(waiting) };
    waiters.touch();
    let waiting = waiters.queue.borrow().len();
    let called: Vec<_> = if all || waiting == 0 {
        waiters.queue.borrow_mut().drain(..).collect()
    } else {
        vec![waiters.queue.borrow_mut().remove(choice.min(waiting - 1))]
    };
    for waiter in called {
        waiter.call();
    }
    done(place, Some(half.id), What::Notified { all, waiting });
}
