//! Step 11, in between: `AsyncResult`, the place where a task's outcome will be.
//!
//! A thread of the pool puts it there, packed as it came. Whoever asks unpacks it, so that the thread can go on.
//!
//! # Keeps true
//!
//! An outcome is kept once, and whoever waits for it is woken.

use crate::error::PoolError;
use crate::s3_luggage::{Parcel, unpack};
use serde::de::DeserializeOwned;
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// An outcome that is not there yet.
#[derive(Default)]
pub(crate) struct Promise {
    outcome: Mutex<Option<Outcome>>,
    /// Notified when it is there.
    done: Condvar,
}

type Outcome = Result<Parcel, PoolError>;

impl Promise {
    pub(crate) fn keep(&self, outcome: Outcome) {
        *self.outcome() = Some(outcome);
        // All: several threads may wait, though one will get it. And after the lock, so that whoever wakes finds it free.
        self.done.notify_all();
    }

    fn outcome(&self) -> MutexGuard<'_, Option<Outcome>> {
        self.outcome.lock().expect("nothing panics while this mutex is held")
    }
}

/// A result that is not there yet. Dropping it does not stop the task. Python: `multiprocessing.pool.AsyncResult`.
#[must_use = "nobody else will hear how the task ended"]
pub struct AsyncResult<R> {
    promise: Arc<Promise>,
    /// What its bytes will be.
    result: PhantomData<fn() -> R>,
}

impl<R> AsyncResult<R> {
    pub(crate) fn of(promise: Arc<Promise>) -> Self {
        AsyncResult { promise, result: PhantomData }
    }

    /// Waits for the result. Python: `result.get()`.
    ///
    /// # Errors
    ///
    /// What kept the task from having one.
    pub fn get(self) -> Result<R, PoolError>
    where
        R: DeserializeOwned,
    {
        self.wait();
        let outcome = self.promise.outcome().take();
        Ok(unpack(outcome.expect("it is there, and only `get` takes it, once")?)?)
    }

    /// Waits for the result, for at most `timeout`. Python: `result.get(timeout)`.
    ///
    /// # Errors
    ///
    /// Gives itself back if the time was up first. Python: `multiprocessing.TimeoutError`.
    pub fn get_timeout(self, timeout: Duration) -> Result<Result<R, PoolError>, Self>
    where
        R: DeserializeOwned,
    {
        if self.wait_timeout(timeout) { Ok(self.get()) } else { Err(self) }
    }

    /// Waits until the task is done, well or not. Python: `result.wait()`.
    pub fn wait(&self) {
        let outcome = self.promise.outcome();
        drop(self.promise.done.wait_while(outcome, |outcome| outcome.is_none()).expect("see `outcome`"));
    }

    /// As [`wait`](Self::wait), for at most `timeout`; returns whether the task is done. Python: `result.wait(timeout)`.
    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let outcome = self.promise.outcome();
        let waited = self.promise.done.wait_timeout_while(outcome, timeout, |outcome| outcome.is_none());
        waited.expect("see `outcome`").0.is_some()
    }

    /// Whether the task is done, well or not. Python: `result.ready()`.
    pub fn ready(&self) -> bool {
        self.promise.outcome().is_some()
    }

    /// Whether the task returned; `None` if it is not done. Python: `result.successful()`, which raises a `ValueError` then.
    pub fn successful(&self) -> Option<bool> {
        self.promise.outcome().as_ref().map(Result::is_ok)
    }
}

impl<R> fmt::Debug for AsyncResult<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncResult").field("ready", &self.ready()).finish_non_exhaustive()
    }
}
