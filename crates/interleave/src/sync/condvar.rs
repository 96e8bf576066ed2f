//! `Condvar`, with a queue of its own.
//!
//! loom's waiters never wake early and never time out, so this one keeps its waiters itself and lets them sleep by
//! loom's `park`.
//!
//! # Keeps true
//!
//! To queue and to unlock is one step: a notify after the unlock finds the waiter (see `waiters`).

use std::fmt;
use std::panic::Location;
use std::rc::Rc;
use std::sync::{LockResult, PoisonError};
use std::time::Duration;

use super::mutex_guard::{MutexGuard, or_poisoned};
use super::sleeper::Sleeper;
use super::waiters::{Waiters, call, until_called};
use crate::ending::cannot_follow;
use crate::execution::{begin, done};
use crate::late::Late;
use crate::pool::Half;
use crate::record::{Place, Wake, Wants, What};
use crate::{time, unwind};

/// `std::sync::Condvar`, checked.
pub struct Condvar {
    pub(crate) late: Late,
}

impl Condvar {
    /// Makes one.
    #[track_caller]
    pub const fn new() -> Self {
        Condvar { late: Late::new("Condvar") }
    }

    /// Unlocks and sleeps until notified, or for no reason until then; holds the mutex again when it returns.
    ///
    /// # Errors
    ///
    /// If the mutex is poisoned; the error has the guard.
    #[track_caller]
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        self.sleep(guard, None, Location::caller()).0
    }

    /// Waits for as long as `condition` holds.
    ///
    /// # Errors
    ///
    /// As [`wait`](Self::wait).
    #[track_caller]
    pub fn wait_while<'a, T>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<MutexGuard<'a, T>> {
        let place = Location::caller();
        while condition(&mut guard) {
            guard = self.sleep(guard, None, place).0?;
        }
        Ok(guard)
    }

    /// Waits, for at most `limit`.
    ///
    /// # Errors
    ///
    /// As [`wait`](Self::wait).
    #[track_caller]
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        limit: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let (guard, timed_out) = self.sleep(guard, Some(limit), Location::caller());
        with_result(guard, WaitTimeoutResult(timed_out))
    }

    /// As [`wait_timeout`](Self::wait_timeout), in milliseconds; says whether it was woken before they were over.
    ///
    /// # Errors
    ///
    /// As [`wait`](Self::wait).
    #[deprecated(since = "1.6.0", note = "use `Condvar::wait_timeout` instead")]
    #[track_caller]
    pub fn wait_timeout_ms<'a, T>(&self, guard: MutexGuard<'a, T>, ms: u32) -> LockResult<(MutexGuard<'a, T>, bool)> {
        let (guard, timed_out) = self.sleep(guard, Some(Duration::from_millis(ms.into())), Location::caller());
        with_result(guard, !timed_out)
    }

    /// Waits for as long as `condition` holds, for at most `limit`.
    ///
    /// # Errors
    ///
    /// As [`wait`](Self::wait).
    #[track_caller]
    pub fn wait_timeout_while<'a, T>(
        &self,
        mut guard: MutexGuard<'a, T>,
        limit: Duration,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let place = Location::caller();
        let start = time::Instant::now();
        loop {
            if !condition(&mut guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            // Not counted from an end, which may be later than any clock can show.
            let left = limit.saturating_sub(start.elapsed());
            if left.is_zero() {
                return Ok((guard, WaitTimeoutResult(true)));
            }
            guard = match self.sleep(guard, Some(left), place) {
                (Ok(guard), _) => guard,
                (poisoned, timed_out) => return with_result(poisoned, WaitTimeoutResult(timed_out)),
            };
        }
    }

    /// Wakes one waiter, if there is one.
    #[track_caller]
    pub fn notify_one(&self) {
        self.notify(false, Location::caller());
    }

    /// Wakes all waiters.
    #[track_caller]
    pub fn notify_all(&self) {
        self.notify(true, Location::caller());
    }

    /// Unlocks and queues; sleeps; locks again. Says whether the time was up.
    fn sleep<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        limit: Option<Duration>,
        place: Place,
    ) -> (LockResult<MutexGuard<'a, T>>, bool) {
        if unwind::unwinding() {
            cannot_follow("a destructor waited while its thread panicked", place);
        }
        let (mutex, held) = guard.into_parts();
        let half: Half<Waiters> = self.late.half(0, None);
        begin(place, Wants::Notification, Some(half.id));
        half.loom.touch();
        let me = Sleeper::new();
        half.loom.queue.borrow_mut().push(Rc::clone(&me));
        done(place, Some(half.id), What::FellAsleep);
        begin(place, Wants::Notification, Some(half.id));
        let locked_at = held.place();
        held.let_go_silently();

        let wake = until_called(&me, limit);
        if wake != Wake::Called {
            half.loom.touch();
        }
        // A notify may have come between the decision to wake and this moment.
        let wake = if me.is_called() { Wake::Called } else { wake };
        half.loom.queue.borrow_mut().retain(|waiter| !Rc::ptr_eq(waiter, &me));

        begin(place, Wants::Relock, Some(mutex.id()));
        let guard = mutex.take(locked_at);
        done(place, Some(half.id), What::Woke(wake));
        guard.see();
        (or_poisoned(guard), matches!(wake, Wake::TimeUp | Wake::TimeUpAtOnce))
    }

    fn notify(&self, all: bool, place: Place) {
        let half = self.late.half(0, None);
        if unwind::unwinding() {
            unwind::keep(move || call(&half, all, place));
        } else {
            call(&half, all, place);
        }
    }
}

fn with_result<T, R>(guard: LockResult<MutexGuard<'_, T>>, result: R) -> LockResult<(MutexGuard<'_, T>, R)> {
    match guard {
        Ok(guard) => Ok((guard, result)),
        Err(poisoned) => Err(PoisonError::new((poisoned.into_inner(), result))),
    }
}

impl Drop for Condvar {
    fn drop(&mut self) {
        self.late.forget();
    }
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Self {
        Condvar::new()
    }
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Condvar { .. }")
    }
}

/// `std::sync::WaitTimeoutResult`, checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// Did the wait end because the time was up?
    #[must_use]
    pub fn timed_out(&self) -> bool {
        self.0
    }
}
