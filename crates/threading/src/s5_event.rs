//! Step 5: `Event`, a flag that any number of threads wait for.
//!
//! A notify is heard only by who sleeps at that moment. An event remembers: who comes after [`Event::set`] does not
//! wait at all.
//!
//! # Keeps true
//!
//! Everybody who waits when the event is set returns, even if it is cleared before they have run.
//!
//! ```text
//!   A  wait ▶ sleeps ············ ▶ true: it was set, once, since I came
//!   B                 set ▶ clear
//! ```
//!
//! # Not yet
//!
//! To wait for each other, round after round (step 6).

use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// A flag to wait for. Python: `threading.Event` (3.13: Lib/threading.py).
#[derive(Debug, Default)]
pub struct Event {
    state: Mutex<State>,
    /// Notified each time the event is set.
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    set: bool,
    /// How often it was set. In CPython each waiter sleeps on a lock of its own, so to be woken *is* to be told. A `Condvar`
    /// may wake for no reason, so who waits must be able to see whether it was told.
    times: u64,
}

impl Event {
    /// An event that is not set. Python: `Event()`.
    pub const fn new() -> Self {
        Event { state: Mutex::new(State { set: false, times: 0 }), changed: Condvar::new() }
    }

    /// Whether it is set now. Python: `event.is_set()`.
    pub fn is_set(&self) -> bool {
        self.state().set
    }

    /// Sets it, and wakes everybody who waits. Python: `event.set()`.
    pub fn set(&self) {
        let mut state = self.state();
        state.set = true;
        state.times += 1;
        self.changed.notify_all();
    }

    /// Unsets it: from now on threads wait again. Python: `event.clear()`.
    pub fn clear(&self) {
        self.state().set = false;
    }

    /// Waits until it is set, if it is not. Python: `event.wait()`.
    // ANCHOR: wait
    pub fn wait(&self) {
        let state = self.state();
        let came = state.times;
        let not_yet = |state: &mut State| !state.set && state.times == came;
        drop(self.changed.wait_while(state, not_yet).expect("see `state`"));
    }
    // ANCHOR_END: wait

    /// As [`wait`](Event::wait), for at most `timeout`; returns false if the time was up first. Python: `event.wait(timeout)`.
    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let state = self.state();
        let came = state.times;
        let not_yet = |state: &mut State| !state.set && state.times == came;
        let (mut state, _) = self.changed.wait_timeout_while(state, timeout, not_yet).expect("see `state`");
        !not_yet(&mut state)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nothing panics while this mutex is held")
    }
}
