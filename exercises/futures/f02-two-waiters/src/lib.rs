//! # f02 · Two waiters
//!
//! Fix one line · 10 minutes · read first: `cargo book` → *Concurrent futures*
//!
//! ## Task
//!
//! A [`Future`] is a result that is not there yet: whoever asks early sleeps until it is. One thread that waits is always served. Let
//! two wait for the same result, and one of them sometimes sleeps for ever. Find out which, and mend it.
//!
//! ## Keep true
//!
//! Everybody who asks gets the result, whether they ask before it is there or after, and however many they are.
//!
//! ```text
//!   result:  None ──set_result──▶ Some(…)      and never back
//!             ╰─ others sleep in `done` until it is there
//! ```
//!
//! ## Run
//!
//! `cargo learn check f02`

use std::sync::{Condvar, Mutex};

/// A result that is not there yet. Python: `concurrent.futures.Future`, without a way to fail or to be cancelled.
#[derive(Debug)]
pub struct Future<T> {
    /// `None` until it is there. Read and written only under the mutex.
    result: Mutex<Option<T>>,
    /// Where those sleep who asked too early. Notified once the result is there.
    done: Condvar,
}

impl<T: Clone> Future<T> {
    /// A future without a result.
    #[allow(clippy::new_without_default)] // one function less to read
    pub fn new() -> Self {
        Future { result: Mutex::new(None), done: Condvar::new() }
    }

    /// Waits until the result is there, and returns a clone of it. Right as it is.
    pub fn result(&self) -> T {
        let mut result = self.result.lock().unwrap();
        while result.is_none() {
            result = self.done.wait(result).unwrap();
        }
        result.clone().unwrap()
    }

    /// Says what the result is. It is called once, by the thread that worked it out.
    pub fn set_result(&self, value: T) {
        *self.result.lock().unwrap() = Some(value);
        // ── your work starts here ──────────────────────────────────────────
        self.done.notify_one();
        // ── your work ends here ────────────────────────────────────────────
    }
}
