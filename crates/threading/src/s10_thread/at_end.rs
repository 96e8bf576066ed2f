//! What is to be done at a thread's end.
//!
//! # Keeps true
//!
//! It is done in the thread that ends, before anybody who joins it goes on. In a thread that this crate has not started it is done
//! when std drops the thread's own values.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Weak;

/// What was panicked with.
pub(super) type Panics = Vec<Box<dyn Any + Send>>;

/// Drops each. One that panics once more as it is dropped has made another; that one is kept for ever, or there might be no end of it.
pub(super) fn forget(panics: Panics) {
    for panic in panics {
        if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(panic))) {
            std::mem::forget(another);
        }
    }
}

/// Who has to be told that a thread ends.
pub(crate) trait AtEnd {
    /// The running thread ends.
    fn thread_ends(&self);
}

#[derive(Default)]
struct List(RefCell<Vec<Weak<dyn AtEnd>>>);

thread_local! {
    static LIST: List = List::default();
}

/// Puts `whom` on the running thread's list; it is told if it still exists then.
pub(crate) fn at_end(whom: Weak<dyn AtEnd>) {
    // In a thread that has ended already nobody can be told.
    let _ = LIST.try_with(|list| {
        let mut list = list.0.borrow_mut();
        // Else the list of a thread that lives long would only grow.
        list.retain(|whom| whom.strong_count() > 0);
        list.push(whom);
    });
}

/// Tells everybody, and returns what they panicked with.
pub(super) fn all() -> Panics {
    LIST.with(List::tell)
}

impl List {
    fn tell(&self) -> Panics {
        let mut panics = Panics::new();
        // One at a time: what goes may make the running thread use, and so make, something new.
        while let Some(whom) = self.last() {
            let Some(whom) = whom.upgrade() else { continue };
            panics.extend(catch_unwind(AssertUnwindSafe(|| whom.thread_ends())).err());
        }
        panics
    }

    fn last(&self) -> Option<Weak<dyn AtEnd>> {
        self.0.borrow_mut().pop()
    }
}

impl Drop for List {
    fn drop(&mut self) {
        forget(self.tell());
    }
}
