//! wrong: G4 "who waits asks" · caught by nobody_asks_before_the_interval_has_passed · assertion

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;

/// A lock that one thread at a time holds, and that others can ask for.
#[derive(Debug)]
pub struct Gil {
    interval: Duration,
    state: Mutex<State>,
    free: Condvar,
    switched: Condvar,
    drop_request: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    held: bool,
    switches: u64,
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
    gil: &'gil Gil,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        // Asked or not: it does not want the GIL back, so there is nobody whom it could bypass. CPython's `drop_gil` looks at the
        // request here, too, since its caller may well take the GIL again soon.
        self.gil.let_go(false);
    }
}

impl Gil {
    /// Waits until nobody holds the GIL, asks after each interval in which nobody took it, and takes it.
    fn wait_for_turn(&self) {
        let mut state = self.state.lock().unwrap();
        while state.held {
            let seen = state.switches;
            self.drop_request.store(true, Relaxed);
            let (next, clock) = self.free.wait_timeout(state, self.interval).unwrap();
            state = next;
            if clock.timed_out() && state.held && state.switches == seen {
                // Relaxed: a request carries no data.
                self.drop_request.store(true, Relaxed);
            }
        }
        state.held = true;
        state.switches += 1;
        // When it is *taken*, not when it is let go: that is the moment at which the GIL has gone to somebody else.
        state.last_holder = Some(thread::current().id());
        // One is enough: only a thread that was asked sleeps there, and only until somebody takes the GIL. So there is
        // never a second one.
        self.switched.notify_one();
        // Relaxed: requests are made under this mutex, so none to an earlier holder can come after this.
        self.drop_request.store(false, Relaxed);
    }

    /// Lets go; if it was `asked`, waits until somebody has taken the GIL.
    fn let_go(&self, asked: bool) {
        let mut state = self.state.lock().unwrap();
        state.held = false;
        self.free.notify_one();
        if asked {
            let me = Some(thread::current().id());
            // Under the same lock still: nobody can take the GIL before this thread sleeps, so it misses no wake-up. It looks again
            // after each, since one may come for no reason. And it ends: whoever asked waits for the GIL, and takes it if nobody
            // else does.
            drop(self.switched.wait_while(state, |state| state.last_holder == me).unwrap());
        }
    }
}

impl Held<'_> {
    /// If somebody asked, lets go until another thread has held the GIL, and waits for the next turn. Returns whether
    /// it did.
    pub fn poll(&mut self) -> bool {
        // Relaxed: a request that is seen one poll later is still seen.
        let asked = self.gil.drop_request.load(Relaxed);
        if asked {
            self.gil.let_go(true);
            // From here on this thread waits as everybody does.
            self.gil.wait_for_turn();
        }
        asked
    }
}
