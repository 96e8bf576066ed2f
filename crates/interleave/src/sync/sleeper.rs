//! A thread that waits to be called, by a notify or by whoever lets a lock go.

use std::cell::Cell;
use std::rc::Rc;

/// One wait of one thread.
pub(super) struct Sleeper {
    called: Cell<bool>,
    thread: loom::thread::Thread,
}

impl Sleeper {
    /// For the running thread.
    pub(super) fn new() -> Rc<Self> {
        Rc::new(Sleeper { called: Cell::new(false), thread: loom::thread::current() })
    }

    /// Sleeps until it is called. If nobody can call any more, loom reports a deadlock.
    pub(super) fn sleep(&self) {
        // loom's park may come back without an unpark that is meant for it.
        while !self.called.get() {
            loom::thread::park();
        }
    }

    /// Wakes it. What the caller has done is visible to it, as it is after `unpark`.
    pub(super) fn call(&self) {
        self.called.set(true);
        self.thread.unpark();
    }

    /// Was it called?
    pub(super) fn is_called(&self) -> bool {
        self.called.get()
    }
}
