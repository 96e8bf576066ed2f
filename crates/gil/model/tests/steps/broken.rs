//! Steps 3 and 4 once more, with one fault built in: what their tests must reject.

use super::lock::{Lock, Turn};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;

/// What is left out of, or put into, a copy of step 4.
#[derive(Clone, Copy, PartialEq)]
pub enum Fault {
    /// Nothing: this copy is right, so whatever is found in another is found because of its fault.
    None,
    /// As step 3, but whoever takes the GIL leaves the request that was made to the one before.
    NeverClears,
    /// As step 3, but whoever is asked lets go, and runs on without waiting for its next turn.
    RunsOn,
    /// Step 3 itself: whoever is asked lets go, and does not wait for the taker.
    DoesNotWait,
    /// Whoever is asked waits for the taker, but takes any wake-up for his.
    WaitsOnce,
    /// Every drop waits for a taker, asked or not.
    WaitsUnasked,
}

/// A copy of step 4 with a [`Fault`].
pub struct Broken {
    fault: Fault,
    locked: Mutex<bool>,
    free: Condvar,
    drop_request: AtomicBool,
    last_holder: Mutex<Option<ThreadId>>,
    switched: Condvar,
}

impl Broken {
    /// A free GIL.
    pub fn new(fault: Fault) -> Self {
        Broken {
            fault,
            locked: Mutex::new(false),
            free: Condvar::new(),
            drop_request: AtomicBool::new(false),
            last_holder: Mutex::new(None),
            switched: Condvar::new(),
        }
    }

    /// As `wait_for_turn` of step 4. No switch number: without time it changes nothing.
    fn wait_for_turn(&self) {
        let mut locked = self.locked.lock().unwrap();
        while *locked {
            let (next, clock) = self.free.wait_timeout(locked, Duration::ZERO).unwrap();
            locked = next;
            if clock.timed_out() && *locked {
                // Relaxed, here and below: as in step 3.
                self.drop_request.store(true, Relaxed);
            }
        }
        *locked = true;
        *self.last_holder.lock().unwrap() = Some(thread::current().id());
        self.switched.notify_one();
        if self.fault != Fault::NeverClears {
            self.drop_request.store(false, Relaxed);
        }
    }

    /// As `let_go` of step 4.
    fn let_go(&self) {
        *self.locked.lock().unwrap() = false;
        self.free.notify_one();
        let me = Some(thread::current().id());
        let asked = self.drop_request.load(Relaxed);
        match self.fault {
            Fault::NeverClears | Fault::RunsOn | Fault::DoesNotWait => (),
            Fault::WaitsOnce if asked => {
                let last_holder = self.last_holder.lock().unwrap();
                if *last_holder == me {
                    drop(self.switched.wait(last_holder).unwrap());
                }
            }
            fault if asked || fault == Fault::WaitsUnasked => {
                let last_holder = self.last_holder.lock().unwrap();
                drop(self.switched.wait_while(last_holder, |last| *last == me).unwrap());
            }
            _ => (),
        }
    }
}

impl Lock for Broken {
    fn take(&self) -> impl Turn {
        self.wait_for_turn();
        Held { gil: self }
    }
}

struct Held<'gil> {
    gil: &'gil Broken,
}

impl Turn for Held<'_> {
    fn poll(&mut self) -> bool {
        let asked = self.gil.drop_request.load(Relaxed);
        if asked {
            self.gil.let_go();
            if self.gil.fault != Fault::RunsOn {
                self.gil.wait_for_turn();
            }
        }
        asked
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        // Once a fault is found, all threads unwind, and nobody is left to wait for.
        if !thread::panicking() {
            self.gil.let_go();
        }
    }
}
