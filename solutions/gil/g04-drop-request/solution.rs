//! g04, solved.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

/// A lock that one thread at a time holds, and that others can ask for.
#[derive(Debug)]
pub struct Gil {
    interval: Duration,
    state: Mutex<State>,
    free: Condvar,
    drop_request: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    held: bool,
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

    fn wait_for_turn(&self) {
        let mut state = self.state.lock().unwrap();
        // Looks again after each wake-up, whatever woke it: so who was not served asks again, an interval later.
        while state.held {
            let seen = state.switches;
            let (next, clock) = self.free.wait_timeout(state, self.interval).unwrap();
            state = next;
            // Three conditions. Its time is up; there is somebody to ask; and nobody has taken it meanwhile: a
            // holder that has just begun is not to blame for the turns of others.
            if clock.timed_out() && state.held && state.switches == seen {
                // Under the mutex, so the holder is still the one that we have waited for.
                // Relaxed: a request carries no data. All that A did, B sees through the mutex, once A has let go.
                self.drop_request.store(true, Relaxed);
            }
        }
        state.held = true;
        state.switches += 1;
        // By the taker, since a holder may end its turn without a look at the request. Relaxed: requests are made under
        // this mutex, so all those to earlier holders come before this store, and our own later loads cannot return them.
        self.drop_request.store(false, Relaxed);
    }

    fn let_go(&self) {
        self.state.lock().unwrap().held = false;
        self.free.notify_one();
    }
}

/// This thread holds the GIL. Dropping it lets go.
#[derive(Debug)]
#[must_use = "dropped at once, it lets go at once"]
pub struct Held<'gil> {
    gil: &'gil Gil,
}

impl Held<'_> {
    /// If somebody asked, lets go and waits for the next turn. Returns whether it did.
    pub fn poll(&mut self) -> bool {
        // Anew at each call. Relaxed: a request that is seen one poll later is still seen.
        let asked = self.gil.drop_request.load(Relaxed);
        if asked {
            self.gil.let_go();
            // Other threads may run here. And this one may win again, which is what g06 is about.
            self.gil.wait_for_turn();
        }
        asked
    }
}

impl Drop for Held<'_> {
    /// Lets go of the GIL and wakes a thread that waits for it.
    fn drop(&mut self) {
        self.gil.let_go();
    }
}
