//! `std::time`, with a clock that the model turns.
//!
//! # Keeps true
//!
//! A thread's clock stands still but for its own sleeps and time-outs, and is never behind its parent's at the start or
//! a joined child's at the end. So `while Instant::now() < deadline` ends, and the same schedule reads the same times.
//! One clock for all would be a channel between threads that loom does not know.

use std::ops::{Add, AddAssign, Sub, SubAssign};

pub use std::time::*;

use crate::execution;

/// `std::time::Instant`, checked: a time on this thread's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Duration);

impl Instant {
    /// What this thread's clock shows.
    #[must_use]
    pub fn now() -> Self {
        let thread = execution::running();
        Instant(execution::with(|execution| {
            execution.threads.get(thread).map_or(Duration::ZERO, |thread| thread.clock)
        }))
    }

    /// How long ago it was.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        Instant::now().duration_since(*self)
    }

    /// How long it is after `earlier`; zero if it is not.
    #[must_use]
    pub fn duration_since(&self, earlier: Instant) -> Duration {
        self.0.saturating_sub(earlier.0)
    }

    /// As [`duration_since`](Self::duration_since).
    #[must_use]
    pub fn saturating_duration_since(&self, earlier: Instant) -> Duration {
        self.duration_since(earlier)
    }

    /// How long it is after `earlier`; `None` if it is not.
    #[must_use]
    pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration> {
        self.0.checked_sub(earlier.0)
    }

    /// `None` if the sum is too large.
    #[must_use]
    pub fn checked_add(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_add(duration).map(Instant)
    }

    /// `None` if the difference is before the clock's beginning.
    #[must_use]
    pub fn checked_sub(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_sub(duration).map(Instant)
    }
}

impl Add<Duration> for Instant {
    type Output = Instant;

    #[track_caller]
    fn add(self, duration: Duration) -> Instant {
        self.checked_add(duration).expect("overflow when adding duration to instant")
    }
}

impl AddAssign<Duration> for Instant {
    #[track_caller]
    fn add_assign(&mut self, duration: Duration) {
        *self = *self + duration;
    }
}

impl Sub<Duration> for Instant {
    type Output = Instant;

    #[track_caller]
    fn sub(self, duration: Duration) -> Instant {
        self.checked_sub(duration).expect("overflow when subtracting duration from instant")
    }
}

impl SubAssign<Duration> for Instant {
    #[track_caller]
    fn sub_assign(&mut self, duration: Duration) {
        *self = *self - duration;
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, earlier: Instant) -> Duration {
        self.duration_since(earlier)
    }
}

/// The running thread has waited for `duration`.
pub(crate) fn pass(duration: Duration) {
    let thread = execution::running();
    execution::with(|execution| {
        let clock = &mut execution.threads[thread].clock;
        *clock = clock.saturating_add(duration);
    });
}

/// The running thread has joined `child`: its clock is not behind.
pub(crate) fn catch_up_with(child: usize) {
    let thread = execution::running();
    execution::with(|execution| {
        let end = execution.threads[child].clock;
        let clock = &mut execution.threads[thread].clock;
        *clock = end.max(*clock);
    });
}
