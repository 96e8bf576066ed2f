//! Step 3: `add_done_callback`, which needs no thread that waits.
//!
//! The callback may come before the result, or the result before the callback, or both at once. Whoever is second
//! calls. Who is second is decided under the lock; the call itself is made without it, since a callback is your code, and
//! it may well ask this very future for its result.
//!
//! # Keeps true
//!
//! Each callback is called once: by the thread that finished or cancelled the future, or, if that has happened, by the one
//! that adds it.
//!
//! ```text
//!   A  add_done_callback ▶ PENDING: on the list
//!   B                                 FINISHED ▶ takes the list ▶ unlocks ▶ calls
//!   A  add_done_callback ······························ ▶ FINISHED: calls
//! ```
//!
//! # Not yet
//!
//! Threads that do the work (step 4).

use crate::contained::contain;
use crate::s2_future::{Future, Progress};
use std::sync::MutexGuard;

/// What is called with a future that is done.
pub(crate) type Callback<T> = Box<dyn FnOnce(&Future<T>) + Send>;

impl<T: Send + Sync + 'static> Future<T> {
    // ANCHOR: add
    /// Calls `callback` with this future once it is done, or now if it is. Python: `future.add_done_callback(fn)`.
    ///
    /// Callbacks on the list are called in the order in which they came. If one panics, the panic hook has said so, and
    /// the next is called; CPython logs the exception.
    pub fn add_done_callback(&self, callback: impl FnOnce(&Future<T>) + Send + 'static) {
        let mut progress = self.progress();
        if progress.state.is_done() {
            drop(progress);
            contain(|| callback(self));
        } else {
            progress.callbacks.push(Box::new(callback));
        }
    }
    // ANCHOR_END: add

    // ANCHOR: settle
    /// The state is done: takes the list, lets go of the lock, wakes all who sleep, since each of them can use the outcome,
    /// and calls.
    pub(crate) fn settle(&self, mut progress: MutexGuard<'_, Progress<T>>) {
        let callbacks = std::mem::take(&mut progress.callbacks);
        let somebody_sleeps = progress.sleepers > 0;
        drop(progress);
        if somebody_sleeps {
            self.shared.done.notify_all();
        }
        callbacks.into_iter().for_each(|callback| contain(|| callback(self)));
    }
    // ANCHOR_END: settle
}
