//! Step 1: the five states of a future, and the moves between them.
//!
//! A future is a result that is not there yet. Before there is a place to put it, and a lock, and threads, there is a table: who
//! may do what, and when. CPython spreads it over the methods of `Future`; here it stands alone.
//!
//! # Keeps true
//!
//! Nothing goes back. From each state on the right no arrow leads to another outcome.
//!
//! ```text
//!              ╭──────────── finish ────────────╮
//!   PENDING ───┴─ start ─▶ RUNNING ── finish ───┴─▶ FINISHED
//!      ╰───────── cancel ─▶ CANCELLED ── start ──▶ CANCELLED_AND_NOTIFIED
//! ```
//!
//! A worker *starts* whatever it takes from the queue. If that was cancelled, the start is the moment at which those who
//! wait for several futures (step 7) are told.
//!
//! # Not yet
//!
//! Two threads that move at once (step 2).

use std::fmt;

/// Where a future is on its way. Python: the constants of these names (3.13: Lib/concurrent/futures/_base.py).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Its task has not begun. Python: `PENDING`.
    Pending,
    /// Its task has begun, and can no longer be cancelled. Python: `RUNNING`.
    Running,
    /// It was cancelled, and no worker has met it. Python: `CANCELLED`.
    Cancelled,
    /// It was cancelled, and a worker has met it. Python: `CANCELLED_AND_NOTIFIED`.
    CancelledAndNotified,
    /// Its outcome is there. Python: `FINISHED`.
    Finished,
}

// ANCHOR: moves
impl State {
    /// After `cancel()`; `None` if it is too late.
    pub fn cancel(self) -> Option<State> {
        match self {
            State::Pending => Some(State::Cancelled),
            State::Cancelled | State::CancelledAndNotified => Some(self),
            State::Running | State::Finished => None,
        }
    }

    /// After `set_running_or_notify_cancel()`; `None` if that was called before, or the future is finished.
    pub fn start(self) -> Option<State> {
        match self {
            State::Pending => Some(State::Running),
            State::Cancelled => Some(State::CancelledAndNotified),
            State::Running | State::CancelledAndNotified | State::Finished => None,
        }
    }

    /// After `set_result()` or `set_exception()`; `None` if it is done already.
    pub fn finish(self) -> Option<State> {
        match self {
            State::Pending | State::Running => Some(State::Finished),
            State::Cancelled | State::CancelledAndNotified | State::Finished => None,
        }
    }

    /// Whether there will be no result. Python: `future.cancelled()`.
    pub fn is_cancelled(self) -> bool {
        matches!(self, State::Cancelled | State::CancelledAndNotified)
    }

    /// Whether nobody needs to wait any more. Python: `future.done()`.
    pub fn is_done(self) -> bool {
        self.is_cancelled() || self == State::Finished
    }
}
// ANCHOR_END: moves

/// As CPython's `repr` of a future says it.
impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            State::Pending => "pending",
            State::Running => "running",
            State::Cancelled | State::CancelledAndNotified => "cancelled",
            State::Finished => "finished",
        })
    }
}
