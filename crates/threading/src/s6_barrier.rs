//! Step 6: `Barrier`, where a fixed number of threads wait for each other, and then go on together.
//!
//! That would be a counter, if threads came once. But a fast thread may be back for the second round before a slow
//! one has left the first. So the barrier has states, and who comes while it empties waits outside.
//!
//! # Keeps true
//!
//! No thread gets its index before all `parties` have come to its round. Nobody comes into a round before the last one of the
//! round before has left. Who is inside when a round breaks gets an error.
//!
//! ```text
//!   Filling ── the last one comes ▶ Draining ── the last one leaves ▶ Filling
//!      │ abort, a time-out, a failed action ▶ Broken (until reset)
//!      └ reset while some wait ▶ Resetting ── the last one leaves ▶ Filling
//! ```
//!
//! # Not yet
//!
//! To hand something over (step 7).

use crate::error::ValueError;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// The round was broken: by [`Barrier::abort`], by [`Barrier::reset`], or because somebody's time was up.
///
/// Python: `threading.BrokenBarrierError`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrokenBarrierError;

impl fmt::Display for BrokenBarrierError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the barrier is broken")
    }
}

impl std::error::Error for BrokenBarrierError {}

/// Runs in one of the threads when all have come.
type Action = Box<dyn Fn() + Send + Sync>;

/// A place where `parties` threads wait for each other. Python: `threading.Barrier` (3.13: Lib/threading.py).
pub struct Barrier {
    parties: usize,
    action: Option<Action>,
    state: Mutex<State>,
    /// Notified each time `phase` changes.
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    phase: Phase,
    /// How many threads are inside: they have come and not left yet.
    count: usize,
}

/// Python's `_state`: 0, 1, −1 and −2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Filling,
    Draining,
    Resetting,
    Broken,
}

impl Barrier {
    /// A barrier for `parties` threads. Python: `Barrier(parties)`.
    ///
    /// # Errors
    ///
    /// If `parties` is 0.
    pub fn new(parties: usize) -> Result<Self, ValueError> {
        if parties == 0 {
            return Err(ValueError("parties must be > 0"));
        }
        let state = Mutex::new(State { phase: Phase::Filling, count: 0 });
        Ok(Barrier { parties, action: None, state, changed: Condvar::new() })
    }

    /// Runs `action` each time all have come, in the thread that came last. Python: `Barrier(parties, action)`.
    ///
    /// As in Python it runs while the barrier is locked: it must not call the barrier's methods. (There it may read `n_waiting`
    /// and `broken`, which take no lock; here it may not.) If it panics the barrier breaks, and the panic goes on in its thread.
    #[must_use]
    pub fn with_action(self, action: impl Fn() + Send + Sync + 'static) -> Self {
        Barrier { action: Some(Box::new(action)), ..self }
    }

    /// Waits until all have come, and returns how many were there already. Python: `barrier.wait()`.
    ///
    /// # Errors
    ///
    /// If the barrier is or gets broken.
    pub fn wait(&self) -> Result<usize, BrokenBarrierError> {
        self.come(|state| {
            Ok(self.changed.wait_while(state, |state| state.phase == Phase::Filling).expect("see `state`"))
        })
    }

    /// As [`wait`](Barrier::wait). If the time is up before all have come, the barrier breaks for all. Python: `barrier.wait(timeout)`.
    ///
    /// # Errors
    ///
    /// If the barrier is or gets broken.
    pub fn wait_timeout(&self, timeout: Duration) -> Result<usize, BrokenBarrierError> {
        self.come(|state| {
            let filling = |state: &mut State| state.phase == Phase::Filling;
            let (mut state, _) = self.changed.wait_timeout_while(state, timeout, filling).expect("see `state`");
            if filling(&mut state) { Err(state) } else { Ok(state) }
        })
    }

    // ANCHOR: come
    /// One thread's way through: wait outside, come in, be the last or `wait_inside`, leave. `wait_inside` ends with an
    /// error if the time was up.
    fn come<'a>(
        &'a self,
        wait_inside: impl FnOnce(MutexGuard<'a, State>) -> Result<MutexGuard<'a, State>, MutexGuard<'a, State>>,
    ) -> Result<usize, BrokenBarrierError> {
        let leaving = |state: &mut State| matches!(state.phase, Phase::Draining | Phase::Resetting);
        let mut state = self.changed.wait_while(self.state(), leaving).expect("see `state`");
        if state.phase == Phase::Broken {
            return Err(BrokenBarrierError);
        }
        let index = state.count;
        state.count += 1;
        let mut failed = Ok(());
        let mut state = if state.count == self.parties {
            failed = catch_unwind(AssertUnwindSafe(|| self.action.iter().for_each(|action| action())));
            self.enter(&mut state, if failed.is_ok() { Phase::Draining } else { Phase::Broken });
            state
        } else {
            wait_inside(state).unwrap_or_else(|mut state| {
                self.enter(&mut state, Phase::Broken);
                state
            })
        };
        let whole = state.phase == Phase::Draining;
        state.count -= 1;
        if state.count == 0 && leaving(&mut state) {
            self.enter(&mut state, Phase::Filling);
        }
        drop(state);
        if let Err(panic) = failed {
            resume_unwind(panic);
        }
        if whole { Ok(index) } else { Err(BrokenBarrierError) }
    }
    // ANCHOR_END: come

    /// Gives everybody who waits an error, and makes the barrier as new. Python: `barrier.reset()`.
    pub fn reset(&self) {
        let mut state = self.state();
        let phase = match (state.count, state.phase) {
            (0, _) => Phase::Filling,
            (_, Phase::Filling | Phase::Broken) => Phase::Resetting,
            (_, leaving) => leaving,
        };
        self.enter(&mut state, phase);
    }

    /// Gives everybody who waits an error, and everybody who comes before a [`reset`](Barrier::reset). Python: `barrier.abort()`.
    pub fn abort(&self) {
        self.enter(&mut self.state(), Phase::Broken);
    }

    /// How many threads it takes. Python: `barrier.parties`.
    pub fn parties(&self) -> usize {
        self.parties
    }

    /// How many threads wait now. Python: `barrier.n_waiting`.
    pub fn n_waiting(&self) -> usize {
        let state = self.state();
        if state.phase == Phase::Filling { state.count } else { 0 }
    }

    /// Whether the barrier is broken. Python: `barrier.broken`.
    pub fn broken(&self) -> bool {
        self.state().phase == Phase::Broken
    }

    fn enter(&self, state: &mut State, phase: Phase) {
        state.phase = phase;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("an action's panic is caught, and nothing else panics while this mutex is held")
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Barrier { parties, action: _, state, changed: _ } = self;
        f.debug_struct("Barrier").field("parties", parties).field("state", state).finish_non_exhaustive()
    }
}
