//! Step 2: `Future`, a state under a lock, an outcome, and a place to sleep until it is there.
//!
//! One thread works, others want the result. Whoever moves the state does so under the lock, so each move is made once.
//! The outcome is written before the state says so, and from then on only read.
//!
//! # Keeps true
//!
//! The state moves as step 1 says. Whoever waits is woken once the state is done, and finds the outcome.
//!
//! ```text
//!   A  result ▶ sleeps ··················· ▶ looks again ▶ result
//!   B              works ▶ FINISHED ▶ notify all
//! ```
//!
//! In Python everybody gets the same object. Here everybody gets a clone: put what is large, or cannot be cloned, into an `Arc`.
//!
//! # Not yet
//!
//! To be called when it is done, without a thread that waits (step 3).

use crate::error::{InvalidStateError, NoResult, Outcome, Panic, panic_of};
use crate::s1_state::State;
use crate::s3_callback::Callback;
use crate::s8_all_wait::Crew;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock};
use std::time::Duration;
use threading::{Queue, RuntimeError};

// ANCHOR: parts
/// A result that is not there yet. A clone is the same future. Python: `concurrent.futures.Future` (3.13:
/// Lib/concurrent/futures/_base.py).
pub struct Future<T> {
    pub(crate) shared: Arc<Shared<T>>,
}

pub(crate) struct Shared<T> {
    pub(crate) progress: Mutex<Progress<T>>,
    /// Notified once the state is done, if somebody sleeps.
    pub(crate) done: Condvar,
    /// Written under the lock. It stands outside, so that no lock is held while your type is cloned.
    outcome: OnceLock<Outcome<T>>,
    /// The workers of the pool that will run it, if it is a pool's (step 8).
    pub(crate) crew: Option<Arc<Crew>>,
}

pub(crate) struct Progress<T> {
    pub(crate) state: State,
    /// How many threads sleep at `done`: a notify is a system call even if nobody does.
    pub(crate) sleepers: usize,
    /// Step 3.
    pub(crate) callbacks: Vec<Callback<T>>,
    /// Step 7: who waits for several futures is handed this one when it is done.
    pub(crate) waiters: Vec<Arc<Queue<Future<T>>>>,
}
// ANCHOR_END: parts

impl<T> Progress<T> {
    fn not_done(&mut self) -> bool {
        !self.state.is_done()
    }
}

impl<T: Send + Sync + 'static> Future<T> {
    /// A pending future, for executors and tests. Python: `Future()`.
    #[expect(clippy::new_without_default, reason = "nobody works on it, so it is no value to have by default")]
    pub fn new() -> Self {
        Future::of(None)
    }

    /// A pending future for which `crew` works.
    pub(crate) fn of(crew: Option<Arc<Crew>>) -> Self {
        let (callbacks, waiters) = (Vec::new(), Vec::new());
        let progress = Mutex::new(Progress { state: State::Pending, sleepers: 0, callbacks, waiters });
        Future { shared: Arc::new(Shared { progress, done: Condvar::new(), outcome: OnceLock::new(), crew }) }
    }

    /// Where it is on its way. Python shows it in the `repr`. By the time you look at the answer it may be old.
    pub fn state(&self) -> State {
        self.progress().state
    }

    /// Whether it was cancelled. Python: `future.cancelled()`.
    pub fn cancelled(&self) -> bool {
        self.state().is_cancelled()
    }

    /// Whether its task runs now. Python: `future.running()`.
    pub fn running(&self) -> bool {
        self.state() == State::Running
    }

    /// Whether it was cancelled or is finished. Python: `future.done()`.
    pub fn done(&self) -> bool {
        self.state().is_done()
    }

    /// Waits until it is done, and returns what the task returned. Python: `future.result()`.
    ///
    /// # Errors
    ///
    /// If it was cancelled, if the task panicked, or if no worker is left that could finish it: see
    /// [`Deadlock`](crate::Deadlock).
    pub fn result(&self) -> Result<T, NoResult>
    where
        T: Clone,
    {
        self.wait()?.clone()
    }

    /// As [`result`](Future::result), but waits for at most `timeout`. Python: `future.result(timeout=seconds)`.
    ///
    /// # Errors
    ///
    /// If it was cancelled, if the task panicked, or if the time was up.
    pub fn result_timeout(&self, timeout: Duration) -> Result<T, NoResult>
    where
        T: Clone,
    {
        self.wait_timeout(timeout)?.clone()
    }

    /// Waits until it is done, and returns what the task panicked with, if it did. Python: `future.exception()`.
    ///
    /// # Errors
    ///
    /// If it was cancelled, or if no worker is left that could finish it.
    pub fn exception(&self) -> Result<Option<Panic>, NoResult> {
        panic_of(self.wait()?)
    }

    /// As [`exception`](Future::exception), but waits for at most `timeout`. Python: `future.exception(timeout=seconds)`.
    ///
    /// # Errors
    ///
    /// If it was cancelled, or if the time was up.
    pub fn exception_timeout(&self, timeout: Duration) -> Result<Option<Panic>, NoResult> {
        panic_of(self.wait_timeout(timeout)?)
    }

    // ANCHOR: wait
    fn wait(&self) -> Result<&Outcome<T>, NoResult> {
        // Step 8: an error if nobody is left to finish it.
        let _waits = Crew::enter(self.shared.crew.as_ref(), || self.shared.clone()).map_err(NoResult::Deadlock)?;
        let mut progress = self.progress();
        progress.sleepers += 1;
        progress = self.shared.done.wait_while(progress, Progress::not_done).expect("see `progress`");
        progress.sleepers -= 1;
        self.outcome(progress)
    }
    // ANCHOR_END: wait

    fn wait_timeout(&self, timeout: Duration) -> Result<&Outcome<T>, NoResult> {
        let mut progress = self.progress();
        progress.sleepers += 1;
        let (mut progress, _) =
            self.shared.done.wait_timeout_while(progress, timeout, Progress::not_done).expect("see `progress`");
        progress.sleepers -= 1;
        self.outcome(progress)
    }

    fn outcome(&self, progress: MutexGuard<'_, Progress<T>>) -> Result<&Outcome<T>, NoResult> {
        match progress.state {
            State::Finished => Ok(self.shared.outcome.get().expect("it was written before the state said so")),
            state if state.is_cancelled() => Err(NoResult::CancelledError),
            _ => Err(NoResult::TimeoutError),
        }
    }

    // ANCHOR: cancel
    /// Cancels it unless its task has begun; returns whether it is cancelled now. Python: `future.cancel()`.
    pub fn cancel(&self) -> bool {
        let mut progress = self.progress();
        let Some(next) = progress.state.cancel() else { return false };
        if std::mem::replace(&mut progress.state, next) != next {
            self.settle(progress); // Step 3: wakes and calls.
        }
        true
    }
    // ANCHOR_END: cancel

    /// Says that its task begins now; returns false if it must not, since it was cancelled. For executors and tests. Python:
    /// `future.set_running_or_notify_cancel()`.
    ///
    /// # Errors
    ///
    /// If that has been said before, or the future is finished.
    pub fn set_running_or_notify_cancel(&self) -> Result<bool, RuntimeError> {
        let mut progress = self.progress();
        progress.state = progress.state.start().ok_or(RuntimeError("Future in unexpected state"))?;
        if progress.state.is_cancelled() {
            self.hand_over(&mut progress);
        }
        Ok(!progress.state.is_cancelled())
    }

    /// Says what the task returned. For executors and tests. Python: `future.set_result(result)`.
    ///
    /// # Errors
    ///
    /// If the future is done already.
    pub fn set_result(&self, result: T) -> Result<(), InvalidStateError> {
        self.finish(Ok(result))
    }

    /// Says what the task panicked with. For executors and tests. Python: `future.set_exception(exception)`.
    ///
    /// # Errors
    ///
    /// If the future is done already.
    pub fn set_exception(&self, panic: Panic) -> Result<(), InvalidStateError> {
        self.finish(Err(NoResult::Panicked(panic)))
    }

    // ANCHOR: finish
    pub(crate) fn finish(&self, outcome: Outcome<T>) -> Result<(), InvalidStateError> {
        let mut progress = self.progress();
        let next = progress.state.finish().ok_or(InvalidStateError(progress.state))?;
        // Never written before, since the state could still move to FINISHED.
        let _ = self.shared.outcome.set(outcome);
        progress.state = next;
        self.hand_over(&mut progress);
        self.settle(progress);
        Ok(())
    }
    // ANCHOR_END: finish

    pub(crate) fn progress(&self) -> MutexGuard<'_, Progress<T>> {
        self.shared.progress.lock().expect("nothing panics while this mutex is held")
    }
}

impl<T> Clone for Future<T> {
    fn clone(&self) -> Self {
        Future { shared: Arc::clone(&self.shared) }
    }
}

impl<T> fmt::Debug for Future<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Future").field("outcome", &self.shared.outcome.get().map(Result::is_ok)).finish_non_exhaustive()
    }
}
