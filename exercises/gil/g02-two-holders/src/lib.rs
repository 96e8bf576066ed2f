//! # g02 · Two holders
//!
//! Fix one line · 10 minutes · read first: `cargo book` → *Waiting your turn*
//!
//! ## Task
//!
//! [`Gil::take`] looks at the flag, sleeps if somebody holds the GIL, and goes on once it is woken. That nearly
//! always works. Find out when it does not, and mend it.
//!
//! ## Keep true
//!
//! At most one thread is between `take` and `release`, and whoever waits gets a turn in the end.
//!
//! ```text
//!   held:  false ──take──▶ true ──release──▶ false
//!                           ╰─ others sleep in `free` until a release wakes one
//! ```
//!
//! ## Run
//!
//! `cargo learn check g02`

use std::sync::{Condvar, Mutex};

/// A lock built as CPython builds its GIL: a flag, guarded by a mutex that is only ever held for a moment.
///
/// In Python the two fields would be one `threading.Condition()` and a `bool` that you touch only inside `with cond:`.
#[derive(Debug, Default)]
pub struct Gil {
    /// True while some thread holds the GIL. Read and written only under the mutex.
    held: Mutex<bool>,
    /// Where waiters sleep. Notified each time `held` becomes false.
    free: Condvar,
}

impl Gil {
    /// Returns once this thread holds the GIL.
    pub fn take(&self) {
        let mut held = self.held.lock().unwrap();
        // ── your work starts here ──────────────────────────────────────────
        if *held {
            held = self.free.wait(held).unwrap();
        }
        // ── your work ends here ────────────────────────────────────────────
        *held = true;
    }

    /// Lets go of the GIL and wakes one waiter. Right as it is.
    pub fn release(&self) {
        *self.held.lock().unwrap() = false;
        self.free.notify_one();
    }
}
