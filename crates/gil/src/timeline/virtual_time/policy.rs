//! Who asks for the GIL, when, and who gets it: what a lock may decide, and what CPython's decides.

use std::time::Duration;

/// A thread that waits for the GIL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiter {
    /// Which thread.
    pub thread: usize,
    /// How long it has waited so far.
    pub waited: Duration,
    /// Whether it came from a wait outside; else it has just been asked to let go, or begins.
    pub from_outside: bool,
}

/// The decisions of a lock. Everything else follows from what a lock is: one holder, who lets go when asked or when it waits
/// outside, and who does not get the GIL back before another thread had it, if it was asked.
pub trait Policy {
    /// For how long a waiter sleeps, at most, before it looks whether to ask. Less than a microsecond counts as one.
    fn sleeps(&mut self, waiter: &Waiter) -> Duration;

    /// Whether a waiter that has slept for so long sets the drop request. `switched`: the GIL went to another thread
    /// meanwhile. Asked or not, it sleeps again.
    fn asks(&mut self, waiter: &Waiter, switched: bool) -> bool;

    /// Which of these takes the free GIL: an index. There is at least one; they stand in the order in which they came.
    fn takes(&mut self, waiters: &[Waiter]) -> usize;
}

/// What CPython decides (`take_gil`, Python/ceval_gil.c), and [`Gil`](crate::Gil) with it.
///
/// Whoever slept for a whole interval asks, unless the GIL changed hands in it. Such an interval is lost: the next one begins
/// when it ends. Who takes the free GIL is not CPython's decision: `drop_gil` signals a condition variable, the system
/// wakes one waiter, and which one is up to the system. Here it is the one that came first, since that is the kindest
/// order that needs no knowledge of the threads: on a real machine, expect longer waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CPython {
    /// The switch interval (`sys.getswitchinterval()`).
    pub interval: Duration,
}

impl Default for CPython {
    fn default() -> Self {
        CPython { interval: crate::SWITCH_INTERVAL }
    }
}

impl Policy for CPython {
    fn sleeps(&mut self, _: &Waiter) -> Duration {
        self.interval
    }

    fn asks(&mut self, _: &Waiter, switched: bool) -> bool {
        !switched
    }

    fn takes(&mut self, _: &[Waiter]) -> usize {
        0
    }
}
