//! Step 2: a guard, so that every way out of a scope lets go.
//!
//! In C, each path through a function must remember its `drop_gil`; a forgotten one freezes the whole program. Rust
//! runs `drop` for you at the end of a scope, on an early `return`, and while a panic unwinds. So [`Gil::take`] now
//! returns a value that *is* the right to run, and there is no `release` left to forget, or to call twice.
//!
//! # Keeps true
//!
//! At most one [`Held`] exists at a time, and when it ends, for whatever reason, a thread that waits is woken.
//!
//! ```text
//!   A  take ▶ Held ── panic! ▶ drop(Held) ▶ notify ▶ A's thread ends
//!   B          take ▶ sleeps ··················· ▶ looks again ▶ Held
//! ```
//!
//! # Not yet
//!
//! A holder that never lets go starves all others (step 3), and one that lets go may win again at once (step 4).

use std::sync::{Condvar, Mutex, MutexGuard};

/// The lock: a flag, the mutex around it, and the place where waiters sleep.
#[derive(Debug, Default)]
pub struct Gil {
    /// True while a [`Held`] exists.
    locked: Mutex<bool>,
    /// Notified each time `locked` becomes false.
    free: Condvar,
}

impl Gil {
    // ANCHOR: take
    /// Waits until no other thread holds the GIL, then holds it until the returned [`Held`] is dropped.
    ///
    /// Blocks for ever if this thread holds it already.
    pub fn take(&self) -> Held<'_> {
        let mut locked = self.locked();
        while *locked {
            locked = self.free.wait(locked).expect("see `locked`");
        }
        *locked = true;
        Held { gil: self }
    }
    // ANCHOR_END: take

    /// The flag, for a moment.
    fn locked(&self) -> MutexGuard<'_, bool> {
        // A panic in Python code happens while the *flag* is set, not while this mutex is locked, so it poisons
        // nothing. Had we built the GIL as a mutex that stays locked, it would.
        self.locked.lock().expect("nothing panics while the flag's mutex is held")
    }
}

// ANCHOR: held
/// This thread holds the GIL. Dropping it lets go.
#[derive(Debug)]
#[must_use = "dropped at once, it lets go at once"]
pub struct Held<'gil> {
    gil: &'gil Gil,
}
// ANCHOR_END: held

// ANCHOR: drop
impl Drop for Held<'_> {
    fn drop(&mut self) {
        // No check that the flag is set: a `Held` is made only where it is set, and only this line clears it.
        *self.gil.locked() = false;
        self.gil.free.notify_one();
    }
}
// ANCHOR_END: drop
