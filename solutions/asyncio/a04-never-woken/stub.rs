//! # a04 · Never woken
//!
//! Fix one line · 15 minutes · read first: `cargo book` → *Asynchronous programming*
//!
//! ## Task
//!
//! A task awaits a [`Signal`] that another thread sets: a download has ended, a file is read. Nearly always that works.
//! Now and then the task sleeps for ever, although the signal is set. Find out when, and mend it; in Python it would
//! read
//!
//! ```python
//! if not self.is_set:             # poll
//!     self.waker = wake_this_task
//! ```
//!
//! ## Keep true
//!
//! Whoever was told `Pending` last is woken after the signal is set. Nobody is woken before.
//!
//! ```text
//!   task     poll: Pending, leaves its waker ▶ sleeps ············ ▶ poll: Ready
//!   thread                                      set ▶ calls the waker ╯
//! ```
//!
//! ## Run
//!
//! `cargo learn check a04`

use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;
use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Release},
};
use std::task::{Context, Poll, Waker};

/// Set once, by any thread, and awaited by one task: `(&signal).await`.
#[derive(Debug, Default)]
pub struct Signal {
    is_set: AtomicBool,
    /// What wakes the task that waits.
    waker: Mutex<Option<Waker>>,
}

impl Signal {
    /// Sets the signal, and wakes the task that waits, if one does. Right as it is.
    pub fn set(&self) {
        // Release: pairs with the Acquire in `poll`, so that the task sees what this thread did before.
        self.is_set.store(true, Release);
        let waker = self.waker.lock().unwrap().take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Future for &Signal {
    type Output = ();

    /// `Ready` once the signal is set; until then `Pending`, and the waker in `context` is called when it is.
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // ── your work starts here ──────────────────────────────────────────
        if self.is_set.load(Acquire) {
            return Poll::Ready(());
        }
        *self.waker.lock().unwrap() = Some(context.waker().clone());
        Poll::Pending
        // ── your work ends here ────────────────────────────────────────────
    }
}
