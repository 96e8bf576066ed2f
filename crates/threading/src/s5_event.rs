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
    /// Notified each time the event is set while somebody waits.
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    set: bool,
    /// How often it was set. In CPython each waiter sleeps on a lock of its own, so to be woken *is* to be told. A `Condvar`
    /// may wake for no reason, so who waits must be able to see whether it was told.
    times: u64,
    /// How many threads sleep until it is set. `Condvar::notify_all` is a system call even if nobody does.
    waiting: usize,
}

impl State {
    /// Whether who came when it had been set `came` times must sleep on.
    fn nothing_since(&self, came: u64) -> bool {
        !self.set && self.times == came
    }
}

impl Event {
    /// An event that is not set. Python: `Event()`.
    pub const fn new() -> Self {
        Event { state: Mutex::new(State { set: false, times: 0, waiting: 0 }), changed: Condvar::new() }
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
        let somebody_waits = state.waiting > 0;
        drop(state);
        if somebody_waits {
            self.changed.notify_all();
        }
    }

    /// Unsets it: from now on threads wait again. Python: `event.clear()`.
    pub fn clear(&self) {
        self.state().set = false;
    }

    /// Waits until it is set, if it is not. Python: `event.wait()`.
    // ANCHOR: wait
    pub fn wait(&self) {
        let mut state = self.state();
        let came = state.times;
        state.waiting += 1;
        state = self.changed.wait_while(state, |state| state.nothing_since(came)).expect("see `state`");
        state.waiting -= 1;
    }
    // ANCHOR_END: wait

    /// As [`wait`](Event::wait), for at most `timeout`; returns false if the time was up first. Python: `event.wait(timeout)`.
    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let mut state = self.state();
        let came = state.times;
        state.waiting += 1;
        let nothing = |state: &mut State| state.nothing_since(came);
        let (mut state, _) = self.changed.wait_timeout_while(state, timeout, nothing).expect("see `state`");
        state.waiting -= 1;
        !state.nothing_since(came)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nothing panics while this mutex is held")
    }
}
