//! What everything that threads wait at has: a step that depends on all others, and a queue of sleepers.
//!
//! # Keeps true
//!
//! What follows a [`touch`](Crowd::touch), up to the next step, is one step with it: to look, to decide and to fall
//! asleep cannot be torn apart.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::atomic::Ordering::{Acquire, Relaxed};

use loom::sync::atomic::AtomicUsize;

use super::sleeper::Sleeper;

/// The threads that sleep at an object.
pub(crate) struct Crowd {
    asleep: RefCell<VecDeque<Rc<Sleeper>>>,
    /// Touched by every operation, so that loom knows that they depend on each other. Relaxed: it orders nothing.
    touched: AtomicUsize,
}

impl Crowd {
    pub(crate) fn make() -> Self {
        Crowd { asleep: RefCell::default(), touched: AtomicUsize::new(0) }
    }

    /// A step that depends on every other one at this object.
    pub(crate) fn touch(&self) {
        self.touched.fetch_add(1, Relaxed);
    }

    /// The running thread sleeps until it is called.
    pub(crate) fn sleep(&self) {
        let me = Sleeper::new();
        self.asleep.borrow_mut().push_back(Rc::clone(&me));
        me.sleep();
    }

    /// Wakes all. What the caller has done is visible to them.
    pub(crate) fn call_all(&self) {
        let all = std::mem::take(&mut *self.asleep.borrow_mut());
        all.iter().for_each(|sleeper| sleeper.call());
    }

    /// Wakes the one who has slept longest, if there is one.
    pub(crate) fn call_one(&self) {
        let first = self.asleep.borrow_mut().pop_front();
        first.iter().for_each(|sleeper| sleeper.call());
    }
}

/// Reads the newest store of `published`: loom's exchange does, and one that fails writes nothing.
pub(crate) fn see(published: &AtomicUsize) -> usize {
    // Acquire: pairs with the Release of whoever publishes.
    let (Ok(found) | Err(found)) = published.compare_exchange(usize::MAX, usize::MAX, Acquire, Acquire);
    found
}

/// Does `steps` with no switch in between.
pub(crate) fn at_once<R>(steps: impl FnOnce() -> R) -> R {
    loom::stop_exploring();
    let result = steps();
    loom::explore();
    result
}
