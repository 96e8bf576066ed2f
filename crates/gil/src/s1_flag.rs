//! Step 1: a flag that one thread at a time may hold.
//!
//! CPython's GIL is not a mutex that a thread keeps locked while it runs Python code. It is a flag, `locked`; a mutex
//! guards only the flag, and threads that find it set sleep on a condition variable (`take_gil` and `drop_gil`,
//! Python/ceval_gil.c). You will see in step 3 what that buys: a thread that waits can *ask* for its turn.
//!
//! # Keeps true
//!
//! At most one thread is between [`Gil::take`] and [`Gil::release`], and each release wakes a thread that waits.
//!
//! ```text
//!   A  take ▶ holds ──────── release ▶ notify
//!   B          take ▶ sleeps ··············· ▶ woken ▶ looks again ▶ holds
//! ```
//!
//! # Not yet
//!
//! Nobody makes you call `release`: a `?` or a panic in between and the GIL is held for ever (step 2). A holder that
//! never lets go starves all others (step 3), and one that lets go may win again at once (step 4).

use std::sync::{Condvar, Mutex, MutexGuard};

// ANCHOR: parts
/// The lock: a flag, the mutex around it, and the place where waiters sleep.
// Not an `AtomicBool`: a thread must be able to look at the flag and fall asleep in one step, or a release that comes
// between the two wakes nobody. A mutex and its condition variable are exactly that step.
#[derive(Debug, Default)]
pub struct Gil {
    /// True while some thread holds the GIL.
    locked: Mutex<bool>,
    /// Notified each time `locked` becomes false.
    free: Condvar,
}
// ANCHOR_END: parts

impl Gil {
    // ANCHOR: take
    /// Waits until no other thread holds the GIL, then holds it.
    ///
    /// Blocks for ever if this thread holds it already: like CPython's, this lock does not count.
    pub fn take(&self) {
        let mut locked = self.locked();
        // Woken is not chosen: another thread may have come first, so look again.
        while *locked {
            locked = self.free.wait(locked).expect("see `locked`");
        }
        *locked = true;
    }
    // ANCHOR_END: take

    // ANCHOR: release
    /// Lets go of the GIL and wakes one thread that waits for it, if any does.
    ///
    /// # Panics
    ///
    /// If nobody holds it; CPython ends the process here ("drop_gil: GIL is not locked").
    pub fn release(&self) {
        let was_locked = std::mem::replace(&mut *self.locked(), false);
        assert!(was_locked, "released a GIL that nobody holds");
        // One is enough: any waiter can use a free GIL, and whoever takes it wakes the next.
        self.free.notify_one();
    }
    // ANCHOR_END: release

    /// The flag, for a moment.
    fn locked(&self) -> MutexGuard<'_, bool> {
        // Poisoned is a mutex whose owner panicked. Ours is never held across anything that can panic: the assertion
        // in `release` comes after its guard is gone.
        self.locked.lock().expect("nothing panics while the flag's mutex is held")
    }
}
