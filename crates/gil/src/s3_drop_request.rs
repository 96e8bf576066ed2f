//! Step 3: a waiter asks, and the holder notices.
//!
//! Nothing stops a thread from outside while it holds the GIL. Whoever waits does so with a time limit, the switch
//! interval. When that has passed, it sets the *drop request*; the holder reads it between two bytecodes
//! ([`Held::poll`]) and lets go by itself (`take_gil`, `SET_GIL_DROP_REQUEST`, from 3.13 a bit; Python/ceval_gil.c). A holder that does
//! not poll, inside one long C function say, keeps the GIL for as long as it likes.
//!
//! # Keeps true
//!
//! - At most one [`Held`] exists, and when it ends a thread that waits is woken (as in step 2).
//! - A request is for the thread that holds the GIL when it is made: whoever takes the GIL starts without one.
//! - A waiter asks only after a whole interval in which the GIL went to nobody: a switch starts its clock again.
//!
//! ```text
//!   A  holds ── poll ─── poll ─────── poll ▶ asked: lets go ▶ waits for its turn
//!   B     take ▶ sleeps ····· interval over ▶ asks ▶ sleeps ▶ holds, no request
//! ```
//!
//! # Not yet
//!
//! Letting go is not handing over: A may take the GIL again before B has woken up (step 4). And a taking by the very
//! thread that let go counts as a switch here, since nobody notes who it was.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// How long a thread waits before it asks, unless told otherwise: 5 ms, as in CPython (`sys.getswitchinterval()`).
pub const SWITCH_INTERVAL: Duration = Duration::from_millis(5);

/// The lock, with a way to ask for it.
#[derive(Debug)]
pub struct Gil {
    /// How long a thread waits before it asks.
    interval: Duration,
    /// What the mutex guards.
    state: Mutex<State>,
    /// Notified each time `locked` becomes false.
    free: Condvar,
    /// True when the holder has been asked to let go. Not under the mutex: the holder reads it at every poll.
    drop_request: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    /// True while a [`Held`] exists.
    locked: bool,
    /// How often the GIL was taken. It wraps after longer than anybody will wait.
    switch_number: u64,
}

impl Default for Gil {
    fn default() -> Self {
        Gil::with_interval(SWITCH_INTERVAL)
    }
}

impl Gil {
    /// A free GIL whose waiters ask after `interval`, or after one microsecond if that is longer.
    pub fn with_interval(interval: Duration) -> Self {
        Gil {
            interval: interval.max(Duration::from_micros(1)),
            state: Mutex::default(),
            free: Condvar::new(),
            drop_request: AtomicBool::new(false),
        }
    }

    /// Waits until no other thread holds the GIL, then holds it until the returned [`Held`] is dropped.
    ///
    /// Blocks for ever if this thread holds it already.
    pub fn take(&self) -> Held<'_> {
        self.wait_for_turn();
        Held { gil: self }
    }

    // ANCHOR: wait
    fn wait_for_turn(&self) {
        let mut state = self.state();
        while state.locked {
            let seen = state.switch_number;
            let (next, clock) = self.free.wait_timeout(state, self.interval).expect("see `state`");
            state = next;
            if clock.timed_out() && state.locked && state.switch_number == seen {
                // Relaxed: a request carries no data. All that A did, B sees through the mutex, once A has let go.
                self.drop_request.store(true, Relaxed);
            }
        }
        state.locked = true;
        state.switch_number += 1;
        // Relaxed: requests are made under this mutex, so all those to earlier holders come before this store, and
        // our own later loads cannot return them.
        self.drop_request.store(false, Relaxed);
    }
    // ANCHOR_END: wait

    fn let_go(&self) {
        self.state().locked = false;
        self.free.notify_one();
    }

    /// What the mutex guards, for a moment.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nothing panics while this mutex is held")
    }
}

/// This thread holds the GIL. Dropping it lets go.
#[derive(Debug)]
#[must_use = "dropped at once, it lets go at once"]
pub struct Held<'gil> {
    gil: &'gil Gil,
}

impl Held<'_> {
    // ANCHOR: poll
    /// If somebody asked, lets go and waits for the next turn. Returns whether it did.
    ///
    /// CPython does this where the eval breaker is checked: in 3.10 and later at backward jumps, at function entry and
    /// after calls, so `counter += 1` is never cut in two (`eval_frame_handle_pending`, from 3.12 `_Py_HandlePending`).
    pub fn poll(&mut self) -> bool {
        // Relaxed: a request that is seen one poll later is still seen, and nothing else is read through it.
        let asked = self.gil.drop_request.load(Relaxed);
        if asked {
            self.gil.let_go();
            // Other threads may run here.
            self.gil.wait_for_turn();
        }
        asked
    }
    // ANCHOR_END: poll
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.gil.let_go();
    }
}
