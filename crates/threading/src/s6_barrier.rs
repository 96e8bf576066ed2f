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
//!   Filling ── the last one comes ▶ Acting ── the action has run ▶ Draining ── the last one leaves ▶ Filling
//!      │                             └ it failed ▶ Broken
//!      │ abort, a time-out ▶ Broken (until reset)
//!      └ reset while some wait ▶ Resetting ── the last one leaves ▶ Filling
//! ```
//!
//! Questions whose answers may be old stand below `s6_barrier/` (`asked`).
//!
//! # Not yet
//!
//! To hand something over (step 7).

mod asked;

pub use crate::error::BrokenBarrierError;
use crate::error::ValueError;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

/// Runs in one of the threads when all have come.
type Action = Box<dyn Fn() + Send + Sync>;

/// A place where `parties` threads wait for each other. Python: `threading.Barrier` (3.13: Lib/threading.py).
pub struct Barrier {
    parties: usize,
    action: Option<Action>,
    /// For who waits without a time limit of its own.
    timeout: Option<Duration>,
    state: Mutex<State>,
    /// Notified each time `phase` changes while somebody sleeps.
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    phase: Phase,
    /// How many threads are inside: they have come and not left yet.
    count: usize,
    /// How many threads sleep until the phase is another one. `Condvar::notify_all` is a system call even if nobody does.
    asleep: usize,
}

/// Python's `_state`: 0, 1, −1 and −2. There nobody comes in or leaves while the action runs, since it runs under the lock;
/// here that is a phase of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Filling,
    Acting,
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
        let state = Mutex::new(State { phase: Phase::Filling, count: 0, asleep: 0 });
        Ok(Barrier { parties, action: None, timeout: None, state, changed: Condvar::new() })
    }

    /// Runs `action` each time all have come, in the thread that came last. Python: `Barrier(parties, action)`.
    ///
    /// It may ask [`n_waiting`](Barrier::n_waiting) and [`broken`](Barrier::broken). As in Python, to wait, abort or reset in it is to
    /// wait for itself. If it panics the barrier breaks, and the panic goes on in its thread.
    #[must_use]
    pub fn with_action(self, action: impl Fn() + Send + Sync + 'static) -> Self {
        Barrier { action: Some(Box::new(action)), ..self }
    }

    /// Gives each [`wait`](Barrier::wait) a time limit. Python: `Barrier(parties, timeout=seconds)`.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        Barrier { timeout: Some(timeout), ..self }
    }

    /// Waits until all have come, and returns how many were there already. Python: `barrier.wait()`.
    ///
    /// # Errors
    ///
    /// If the barrier is or gets broken.
    pub fn wait(&self) -> Result<usize, BrokenBarrierError> {
        match self.timeout {
            Some(timeout) => self.wait_timeout(timeout),
            None => self.come(|state| self.sleep_while(state, &[Phase::Filling])),
        }
    }

    /// As [`wait`](Barrier::wait). If the time is up before all have come, the barrier breaks for all. Python: `barrier.wait(timeout)`.
    ///
    /// # Errors
    ///
    /// If the barrier is or gets broken.
    pub fn wait_timeout(&self, timeout: Duration) -> Result<usize, BrokenBarrierError> {
        let filling = |state: &mut State| state.phase == Phase::Filling;
        self.come(|mut state| {
            state.asleep += 1;
            state = self.changed.wait_timeout_while(state, timeout, filling).expect("see `state`").0;
            state.asleep -= 1;
            state
        })
    }

    // ANCHOR: come
    /// One thread's way through: wait outside, come in, be the last or `sleep`, leave. Who comes back from `sleep` before all have
    /// come has no time left.
    fn come<'a>(
        &'a self,
        sleep: impl FnOnce(MutexGuard<'a, State>) -> MutexGuard<'a, State>,
    ) -> Result<usize, BrokenBarrierError> {
        let closed = [Phase::Acting, Phase::Draining, Phase::Resetting];
        let mut state = self.sleep_while(self.state(), &closed);
        if state.phase == Phase::Broken {
            return Err(BrokenBarrierError);
        }
        let index = state.count;
        state.count += 1;
        let mut outcome = Ok(());
        if state.count == self.parties {
            (state, outcome) = self.act(state);
            self.enter(&mut state, if outcome.is_ok() { Phase::Draining } else { Phase::Broken });
        } else {
            state = self.sleep_while(sleep(state), &[Phase::Acting]);
            if state.phase == Phase::Filling {
                self.enter(&mut state, Phase::Broken);
            }
        }
        let whole = state.phase == Phase::Draining;
        state.count -= 1;
        if state.count == 0 && closed.contains(&state.phase) {
            self.enter(&mut state, Phase::Filling);
        }
        drop(state);
        outcome.unwrap_or_else(|panic| resume_unwind(panic));
        if whole { Ok(index) } else { Err(BrokenBarrierError) }
    }
    // ANCHOR_END: come

    /// Runs the action, if there is one. Meanwhile the mutex is free, since what is not ours may look at the barrier; the phase
    /// keeps everybody where they are.
    fn act<'a>(&'a self, mut state: MutexGuard<'a, State>) -> (MutexGuard<'a, State>, thread::Result<()>) {
        let Some(action) = &self.action else { return (state, Ok(())) };
        state.phase = Phase::Acting;
        drop(state);
        let outcome = catch_unwind(AssertUnwindSafe(action));
        (self.state(), outcome)
    }

    /// Gives everybody who waits an error, and makes the barrier as new. Python: `barrier.reset()`.
    pub fn reset(&self) {
        let mut state = self.sleep_while(self.state(), &[Phase::Acting]);
        let phase = match (state.count, state.phase) {
            (0, _) => Phase::Filling,
            (_, Phase::Filling | Phase::Broken) => Phase::Resetting,
            (_, leaving) => leaving,
        };
        self.enter(&mut state, phase);
    }

    /// Gives everybody who waits an error, and everybody who comes before a [`reset`](Barrier::reset). Python: `barrier.abort()`.
    pub fn abort(&self) {
        self.enter(&mut self.sleep_while(self.state(), &[Phase::Acting]), Phase::Broken);
    }

    fn enter(&self, state: &mut State, phase: Phase) {
        state.phase = phase;
        if state.asleep > 0 {
            self.changed.notify_all();
        }
    }

    fn sleep_while<'a>(&self, mut state: MutexGuard<'a, State>, phases: &[Phase]) -> MutexGuard<'a, State> {
        state.asleep += 1;
        state = self.changed.wait_while(state, |state| phases.contains(&state.phase)).expect("see `state`");
        state.asleep -= 1;
        state
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nothing panics while this mutex is held")
    }
}
