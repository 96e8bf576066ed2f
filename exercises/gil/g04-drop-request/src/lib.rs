//! # g04 · Drop request
//!
//! Implement · 30 minutes · read first: `cargo book` → *Asking for a turn*
//!
//! ## Task
//!
//! With the lock of g03, a thread that never blocks keeps the GIL until it ends. Have a thread that waits do so for at
//! most an interval, and then ask; let the holder look for a request in [`Held::poll`], and let go by itself. CPython
//! does that between two bytecodes: nothing stops a thread from outside. The waiting below is that of g03, and `poll`
//! is missing. The fields of `Gil` are enough, but you may have others.
//!
//! ## Keep true
//!
//! - At most one `Held` of a `Gil` exists at a time, and what one holder did, the next one sees.
//! - A holder that was asked lets go at its next `poll`. One that nobody asked keeps the GIL.
//! - Nobody asks before the holder has had a whole interval: each switch starts the clock of those who wait again. Who
//!   still waits after that asks again.
//! - A request is for the thread that holds the GIL when it is made: whoever gets the GIL starts without one.
//!
//! ```text
//!   A  holds ── poll ─── poll ─────── poll ▶ asked: lets go ▶ waits for its turn
//!   B     acquire ▶ sleeps ·· interval over ▶ asks ▶ sleeps ▶ holds, not asked yet
//! ```
//!
//! ## Run
//!
//! `cargo learn check g04`

// Keeps the compiler quiet about what the stub does not use yet. Once you are done it will ask you to delete it.
#![expect(dead_code, reason = "nothing uses some of the fields yet")]

use std::sync::atomic::AtomicBool;
use std::sync::{Condvar, Mutex};
use std::time::Duration;

/// A lock that one thread at a time holds, and that others can ask for.
#[derive(Debug)]
pub struct Gil {
    /// How long a thread waits before it asks. In CPython 5 ms: `sys.getswitchinterval()`.
    interval: Duration,
    /// What the mutex guards.
    state: Mutex<State>,
    /// Where threads sleep that wait for the GIL.
    free: Condvar,
    /// True when the holder has been asked to let go. Outside the mutex, since the holder looks often.
    drop_request: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    /// True while a [`Held`] exists.
    held: bool,
    /// How often the GIL went to a thread.
    switches: u64,
}

impl Gil {
    /// A free GIL whose waiters ask after `interval`.
    pub fn with_interval(interval: Duration) -> Self {
        Gil { interval, state: Mutex::default(), free: Condvar::new(), drop_request: AtomicBool::new(false) }
    }

    /// Waits until no thread holds the GIL, then holds it until the returned [`Held`] is dropped.
    pub fn acquire(&self) -> Held<'_> {
        self.wait_for_turn();
        Held { gil: self }
    }
}

/// This thread holds the GIL. Dropping it lets go.
#[derive(Debug)]
#[must_use = "dropped at once, it lets go at once"]
pub struct Held<'gil> {
    /// What it lets go of.
    gil: &'gil Gil,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.gil.let_go();
    }
}

// ── your work starts here ──────────────────────────────────────────────────
impl Gil {
    /// Waits until nobody holds the GIL, and takes it. So far it never asks.
    fn wait_for_turn(&self) {
        let state = self.state.lock().unwrap();
        let mut state = self.free.wait_while(state, |state| state.held).unwrap();
        state.held = true;
    }

    /// Lets go, and wakes a thread that waits.
    fn let_go(&self) {
        self.state.lock().unwrap().held = false;
        self.free.notify_one();
    }
}

impl Held<'_> {
    /// If somebody asked, lets go and waits for the next turn. Returns whether it did.
    pub fn poll(&mut self) -> bool {
        todo!("look for a request; if there is one, let go and take the GIL again. And have waiters ask")
    }
}
// ── your work ends here ────────────────────────────────────────────────────
