//! Step 12: `Timer`, a thread that waits before it begins, and can be told not to.
//!
//! A thread that sleeps cannot be told anything. So it does not sleep: it waits for an event, with a time limit. If the event is set, it was
//! cancelled; if the time is up, it begins.
//!
//! # Keeps true
//!
//! The function runs at most once, and not at all if [`Timer::cancel`] has returned before the time was up. Who joins a cancelled
//! timer need not wait for the time.
//!
//! ```text
//!   A  start ──────── cancel ▶ set ─── join ▶ returns
//!   B        waits ············· ▶ set: it ends        (its time is up first: it runs the function)
//! ```
//!
//! # Not covered
//!
//! A cancel that comes when the function has begun stops nothing, and does not say so; as in Python.

use crate::error::RuntimeError;
use crate::s5_event::Event;
use crate::s10_thread::Thread;
use std::sync::Arc;
use std::time::Duration;

/// A function to run later, in a thread of its own. Python: `threading.Timer` (3.13: Lib/threading.py).
#[derive(Debug, Clone)]
pub struct Timer {
    thread: Thread,
    /// Set when there is nothing left to wait for: it was cancelled, or its function has returned.
    finished: Arc<Event>,
}

impl Timer {
    /// A timer that will call `function` when it has been started and `interval` has passed. Python: `Timer(interval, function)`.
    // ANCHOR: new
    pub fn new(interval: Duration, function: impl FnOnce() + Send + 'static) -> Self {
        let finished = Arc::new(Event::new());
        let cancelled = Arc::clone(&finished);
        let thread = Thread::new(move || {
            cancelled.wait_timeout(interval);
            // Not the clock but the event decides: it may have been cancelled at the very end.
            if !cancelled.is_set() {
                function();
            }
            cancelled.set();
        });
        Timer { thread, finished }
    }
    // ANCHOR_END: new

    /// As [`Thread::daemon`]. Python: `timer.daemon = daemon`.
    ///
    /// # Panics
    ///
    /// As [`Thread::daemon`].
    #[must_use]
    pub fn daemon(self, daemon: bool) -> Self {
        Timer { thread: self.thread.daemon(daemon), ..self }
    }

    /// Starts it: the time runs from now on. Python: `timer.start()`.
    ///
    /// # Errors
    ///
    /// As [`Thread::start`].
    pub fn start(&self) -> Result<(), RuntimeError> {
        self.thread.start()
    }

    /// Stops it, if its function has not begun. Python: `timer.cancel()`.
    pub fn cancel(&self) {
        self.finished.set();
    }

    /// Waits until its function has returned, or it has seen that it was cancelled. Python: `timer.join()`.
    ///
    /// # Errors
    ///
    /// As [`Thread::join`].
    pub fn join(&self) -> Result<(), RuntimeError> {
        self.thread.join()
    }

    /// The thread that waits. In Python a `Timer` *is* a `Thread`.
    pub fn thread(&self) -> &Thread {
        &self.thread
    }
}
