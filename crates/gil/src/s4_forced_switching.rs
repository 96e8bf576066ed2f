//! Step 4: who was asked to let go waits until somebody else has taken the GIL.
//!
//! Waking a thread takes far longer than taking a free GIL. So a thread that lets go because it was asked, and then
//! wants the GIL back, is likely to win against the one that asked. CPython calls the cure *forced
//! switching*: after a requested drop the old holder sleeps until it is no longer the last one who held the GIL.
//!
//! # Keeps true
//!
//! - At most one [`Held`] exists, and when it ends a thread that waits is woken (as in step 2).
//! - Whoever takes the GIL starts without a request (as in step 3).
//! - A thread that lets go because it was asked does not hold the GIL again before another thread has held it.
//! - A thread that lets go without having been asked waits for nobody.
//!
//! ```text
//!   A  holds ─── poll ▶ asked: lets go ▶ sleeps ················ ▶ waits for its turn
//!   B  sleeps ▶ asks ▶ sleeps ············ ▶ takes: I am the last holder ▶ wakes A ▶ holds
//! ```
//!
//! # The names in Python/ceval_gil.c
//!
//! `mutex` and what it guards are our `state`, `cond` is `free`; `switch_mutex` and what it guards are `last_holder`,
//! `switch_cond` is `switched`. The functions that mirror `take_gil` and `drop_gil` are numbered in the same order.
//! CPython waits once on `switch_cond`; a wake-up for no reason, which POSIX allows, would let the old holder pass.
//! We look again, so that the third promise holds in every schedule. And from 3.12 on a thread of CPython that ends does not wait there at
//! all: it will not want the GIL back. Ours does not know whether it lets go for good, and waits.
//!
//! # Not yet
//!
//! Fairness. With three threads, "another thread" need not be the one that asked, and no wait has an upper limit.

use crate::event::What;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread::{self, ThreadId};
use std::time::Duration;

/// How long a thread waits before it asks, unless told otherwise: 5 ms, as in CPython (`sys.getswitchinterval()`).
pub const SWITCH_INTERVAL: Duration = Duration::from_millis(5);

/// The lock as CPython builds it.
#[derive(Debug)]
pub struct Gil {
    /// How long a thread waits before it asks.
    interval: Duration,
    /// What the mutex guards.
    state: Mutex<State>,
    /// Notified each time `locked` becomes false.
    free: Condvar,
    /// True when the holder has been asked to let go.
    drop_request: AtomicBool,
    /// Who took the GIL last. Locked after `state` where both are.
    last_holder: Mutex<Option<ThreadId>>,
    /// Notified each time the GIL is taken.
    switched: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// True while a [`Held`] exists.
    locked: bool,
    /// How often the GIL went to another thread than before.
    switch_number: u64,
    /// How many threads wait for it.
    waiting: usize,
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
            last_holder: Mutex::new(None),
            switched: Condvar::new(),
        }
    }

    /// Waits until no other thread holds the GIL, then holds it until the returned [`Held`] is dropped.
    ///
    /// Blocks for ever if this thread holds it already.
    pub fn take(&self) -> Held<'_> {
        self.wait_for_turn(|_| ());
        Held { gil: self }
    }

    /// How often the GIL went to another thread than the one that held it before.
    pub fn switches(&self) -> u64 {
        self.state().switch_number
    }

    /// `take_gil`. `note` hears when it asks and when it takes, before anybody can act on it; only step 6 listens.
    pub(crate) fn wait_for_turn(&self, note: impl Fn(What)) {
        // 1. Only the mutex: it is free but for moments.
        let mut state = self.state();
        // 2. Wait, at most an interval each time, and ask if nothing moved in it.
        while state.locked {
            let seen = state.switch_number;
            state.waiting += 1;
            let (next, clock) = self.free.wait_timeout(state, self.interval).expect("see `state`");
            state = next;
            state.waiting -= 1;
            if clock.timed_out() && state.locked && state.switch_number == seen {
                note(What::Asks);
                // Relaxed: a request carries no data (step 3).
                self.drop_request.store(true, Relaxed);
            }
        }
        // ANCHOR: taken
        // 3. Take it, and tell the thread that was asked, if it sleeps in `let_go`.
        let mut last_holder = self.last_holder();
        state.locked = true;
        let me = Some(thread::current().id());
        if *last_holder != me {
            *last_holder = me;
            state.switch_number += 1;
            // One: only the last holder ever sleeps there, until it is that no more; and only if it was asked.
            if self.is_asked() {
                self.switched.notify_one();
            }
        }
        drop(last_holder);
        // ANCHOR_END: taken
        note(What::Takes);
        // 4. A new holder starts without a request. Relaxed: as in step 3.
        self.drop_request.store(false, Relaxed);
    }

    // ANCHOR: let_go
    /// `drop_gil`.
    pub(crate) fn let_go(&self) {
        // 1. CPython notes the last holder once more, since its interpreters can be swapped under a thread. Ours cannot.
        // 2. Let go, and wake one waiter, if there is one. CPython always signals; but there that is no system call if nobody
        //    sleeps, and std's `notify_one` is.
        let mut state = self.state();
        state.locked = false;
        let somebody_waits = state.waiting > 0;
        drop(state);
        if somebody_waits {
            self.free.notify_one();
        }
        // 3. If it was asked for, wait for the taker. Relaxed suffices: whoever asked us did so under the mutex that we
        //    have locked since. A request to a later holder does no harm: then we are not the last one, and do not wait.
        if self.is_asked() {
            let me = Some(thread::current().id());
            // This ends, since whoever asked still waits for the GIL and takes it if nobody else does. CPython clears
            // the request here; ours is cleared by the taker (4 above).
            let _last_holder = self
                .switched
                .wait_while(self.last_holder(), |last_holder| *last_holder == me)
                .expect("see `last_holder`");
        }
    }
    // ANCHOR_END: let_go

    /// Whether the holder should let go. Relaxed: as in step 3.
    pub(crate) fn is_asked(&self) -> bool {
        self.drop_request.load(Relaxed)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nothing panics while this mutex is held")
    }

    fn last_holder(&self) -> MutexGuard<'_, Option<ThreadId>> {
        self.last_holder.lock().expect("nothing panics while this mutex is held")
    }
}

/// This thread holds the GIL. Dropping it lets go, and waits for the taker if somebody had asked.
#[derive(Debug)]
#[must_use = "dropped at once, it lets go at once"]
pub struct Held<'gil> {
    pub(crate) gil: &'gil Gil,
}

impl Held<'_> {
    /// If somebody asked, lets go until another thread has held the GIL, and waits for the next turn. Returns whether
    /// it did.
    pub fn poll(&mut self) -> bool {
        let asked = self.gil.is_asked();
        if asked {
            self.gil.let_go();
            self.gil.wait_for_turn(|_| ());
        }
        asked
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.gil.let_go();
    }
}
