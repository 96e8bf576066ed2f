//! Step 6: `Executor`, what all pools have in common, and `map`, which keeps the order.
//!
//! `map` submits everything at once, and hands out the results in the order of the items, whichever is done first. So the
//! results behind a slow one wait for it; and the work begins when `map` is called, not when you ask for a result.
//!
//! # Keeps true
//!
//! The n-th result is that of the n-th item. After the first item without a result nothing comes any more, and what has not
//! begun is cancelled; so it is when the iterator is dropped.
//!
//! ```text
//!   items    a         b         c
//!   done               ✓ first   ✓
//!   next     waits for a ▶ a ▶ b ▶ c
//! ```
//!
//! # Unlike Python
//!
//! One iterable, since a Rust closure takes what `zip` gives. No `timeout`; `chunksize` is for processes, and `buffersize` is of
//! 3.14.
//!
//! # Not yet
//!
//! What is done first, first (step 7).

use crate::error::NoResult;
use crate::s2_future::Future;
use crate::s4_pool::ThreadPoolExecutor;
use std::sync::Arc;
use threading::RuntimeError;

/// Something that runs tasks. Python: `concurrent.futures.Executor`.
pub trait Executor {
    /// Has `task` called, and returns a future of what it returns. Python: `executor.submit(fn)`.
    ///
    /// # Errors
    ///
    /// If the executor takes no more tasks.
    fn submit<T, F>(&self, task: F) -> Result<Future<T>, RuntimeError>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + Sync + 'static;

    /// Takes no more tasks; with `cancel_futures` cancels those that have not begun; with `wait` returns once all are done.
    /// Python: `executor.shutdown(wait, cancel_futures=cancel_futures)`.
    ///
    /// # Errors
    ///
    /// If it should wait, and would wait for itself.
    fn shutdown(&self, wait: bool, cancel_futures: bool) -> Result<(), RuntimeError>;

    // ANCHOR: map
    /// Has `f` called for each of `items`, and returns the results in their order. Python: `executor.map(fn, iterable)`.
    ///
    /// # Errors
    ///
    /// If the executor takes no more tasks.
    fn map<A, T, F>(&self, f: F, items: impl IntoIterator<Item = A>) -> Result<Map<T>, RuntimeError>
    where
        F: Fn(A) -> T + Send + Sync + 'static,
        A: Send + 'static,
        T: Clone + Send + Sync + 'static,
    {
        let f = Arc::new(f);
        let submit = |item| {
            let f = Arc::clone(&f);
            self.submit(move || f(item))
        };
        let futures: Result<Vec<_>, _> = items.into_iter().map(submit).collect();
        Ok(Map::of(futures?))
    }
    // ANCHOR_END: map
}

impl Executor for ThreadPoolExecutor {
    fn submit<T, F>(&self, task: F) -> Result<Future<T>, RuntimeError>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + Sync + 'static,
    {
        ThreadPoolExecutor::submit(self, task)
    }

    fn shutdown(&self, wait: bool, cancel_futures: bool) -> Result<(), RuntimeError> {
        ThreadPoolExecutor::shutdown(self, wait, cancel_futures)
    }
}

/// The results of [`Executor::map`], in the order of the items. Each is waited for.
#[derive(Debug)]
#[must_use = "dropped at once, it cancels what has not begun"]
pub struct Map<T: Send + Sync + 'static> {
    futures: std::vec::IntoIter<Future<T>>,
}

impl<T: Clone + Send + Sync + 'static> Iterator for Map<T> {
    type Item = Result<T, NoResult>;

    // ANCHOR: next
    fn next(&mut self) -> Option<Self::Item> {
        let result = self.futures.next()?.result();
        if result.is_err() {
            self.cancel();
        }
        Some(result)
    }
    // ANCHOR_END: next

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.futures.len()))
    }
}

impl<T: Send + Sync + 'static> Map<T> {
    pub(crate) fn of(futures: Vec<Future<T>>) -> Self {
        Map { futures: futures.into_iter() }
    }

    fn cancel(&mut self) {
        for future in self.futures.by_ref() {
            future.cancel();
        }
    }
}

impl<T: Send + Sync + 'static> Drop for Map<T> {
    fn drop(&mut self) {
        self.cancel();
    }
}
