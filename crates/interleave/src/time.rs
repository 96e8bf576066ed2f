//! `std::time`, with a clock that the model turns.
//!
//! # Keeps true
//!
//! - Each thread has a clock of its own: one for all would be a channel between threads that loom does not know. It is
//!   never behind the parent's at the start, nor behind a joined child's.
//! - It moves when the thread sleeps, waits or lets others run, by at least the time that was asked for. How far, nobody
//!   promises: for a thread that has looked at its clock the search tries a jump past every deadline, too.
//! - A loop until a deadline ends, and the same schedule reads the same times.

use std::ops::{Add, AddAssign, Sub, SubAssign};

#[doc(no_inline)]
pub use std::time::*;

use crate::{choice, execution};

/// `std::time::Instant`, checked: a time on this thread's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Duration);

impl Instant {
    /// What this thread's clock shows.
    #[must_use]
    pub fn now() -> Self {
        let thread = execution::running();
        Instant(execution::with(|execution| {
            execution.threads.get_mut(thread).map_or(Duration::ZERO, |thread| {
                thread.looked_at_clock = true;
                thread.clock
            })
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

/// Further away than any deadline.
const A_JUMP: Duration = Duration::from_secs(1 << 40);

/// The running thread lets others run, and time passes: a second at first, and each time twice as much. Says whether it
/// jumped, in which case others have run already.
pub(crate) fn jumps() -> bool {
    let thread = execution::running();
    let (looked, yields) = execution::with(|execution| {
        let thread = &execution.threads[thread];
        (thread.looked_at_clock, thread.yields)
    });
    let jumps = looked && choice::is_odd();
    pass(if jumps { A_JUMP } else { Duration::from_secs(1 << yields.min(40)) });
    jumps
}

/// The running thread has slept while others ran: for `duration`, or much longer if anybody can tell.
pub(crate) fn pass_at_least(duration: Duration) {
    let thread = execution::running();
    let looked = execution::with(|execution| execution.threads[thread].looked_at_clock);
    pass(if looked { A_JUMP } else { duration });
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
