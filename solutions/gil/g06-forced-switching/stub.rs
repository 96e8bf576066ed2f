//! # g06 · Forced switching
//!
//! Implement · 30 minutes · read first: `cargo book` → *Forced switching*
//!
//! ## Task
//!
//! Below is the lock of g04: who is asked lets go at its next `poll`, and then wants the GIL back. It is awake and the
//! other one is not, so it often wins, and the one that asked waits in vain. Make that impossible: a `poll` that
//! returns true comes back only after another thread has held the GIL. The fields of `Gil` are enough, but you may have
//! others.
//!
//! ## Keep true
//!
//! - A holder that was asked does not hold the GIL again before another thread has held it.
//! - A thread that nobody asked waits for nobody, neither in `poll` nor when it lets go for good.
//! - Who has let go waits for its next turn as everybody does: it asks, too.
//! - Two GILs have nothing in common: a program may have several.
//! - All that g04 kept true: one holder, who sees what the last one did, and starts without a request.
//!
//! ```text
//!   A  holds ─── poll ▶ asked: lets go ▶ sleeps ················ ▶ waits for its turn
//!   B  sleeps ▶ asks ▶ sleeps ············ ▶ takes the GIL, wakes A ▶ holds
//! ```
//!
//! ## Run
//!
//! `cargo learn check g06`

// Keeps the compiler quiet about what the stub does not use yet. Once you are done it will ask you to delete it.
#![expect(dead_code, reason = "nothing uses some of the fields yet")]

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};
use std::thread::ThreadId;
use std::time::Duration;

/// A lock that one thread at a time holds, and that others can ask for.
#[derive(Debug)]
pub struct Gil {
    /// How long a thread waits before it asks.
    interval: Duration,
    /// What the mutex guards.
    state: Mutex<State>,
    /// Where threads sleep that wait for the GIL.
    free: Condvar,
    /// Where a thread sleeps that was asked, and has let go.
    switched: Condvar,
    /// True when the holder has been asked to let go.
    drop_request: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    /// True while a [`Held`] exists.
    held: bool,
    /// How often the GIL went to a thread.
    switches: u64,
    /// Who took the GIL last. So far nobody writes it down.
    last_holder: Option<ThreadId>,
}

impl Gil {
    /// A free GIL whose waiters ask after `interval`.
    pub fn with_interval(interval: Duration) -> Self {
        Gil {
            interval,
            state: Mutex::default(),
            free: Condvar::new(),
            switched: Condvar::new(),
            drop_request: AtomicBool::new(false),
        }
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
    /// Waits until nobody holds the GIL, asks after each interval in which nobody took it, and takes it.
    fn wait_for_turn(&self) {
        let mut state = self.state.lock().unwrap();
        while state.held {
            let seen = state.switches;
            let (next, clock) = self.free.wait_timeout(state, self.interval).unwrap();
            state = next;
            if clock.timed_out() && state.held && state.switches == seen {
                // Relaxed: a request carries no data.
                self.drop_request.store(true, Relaxed);
            }
        }
        state.held = true;
        state.switches += 1;
        // Relaxed: requests are made under this mutex, so none to an earlier holder can come after this.
        self.drop_request.store(false, Relaxed);
    }

    /// Lets go, and wakes a thread that waits.
    fn let_go(&self) {
        self.state.lock().unwrap().held = false;
        self.free.notify_one();
    }
}

impl Held<'_> {
    /// If somebody asked, lets go until another thread has held the GIL, and waits for the next turn. Returns whether
    /// it did.
    pub fn poll(&mut self) -> bool {
        // Relaxed: a request that is seen one poll later is still seen.
        let asked = self.gil.drop_request.load(Relaxed);
        if asked {
            self.gil.let_go();
            // So far this is a race: who comes first, this thread or the one that asked?
            self.gil.wait_for_turn();
        }
        asked
    }
}
// ── your work ends here ────────────────────────────────────────────────────
