//! `Once`: something is done by one thread, and nobody goes on before it is done.

use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use super::stage::{self, Stage};
use crate::late::Late;
use crate::pool::Half;

/// `std::sync::Once`, checked.
pub struct Once {
    pub(crate) late: Late,
}

impl UnwindSafe for Once {}
impl RefUnwindSafe for Once {}

impl Once {
    /// Makes one.
    #[track_caller]
    #[allow(clippy::new_without_default)] // std's has none
    #[must_use]
    pub const fn new() -> Self {
        Once { late: Late::new("Once") }
    }

    /// Calls `f` unless that was done; waits for another thread that does it now.
    ///
    /// # Panics
    ///
    /// If an earlier call panicked.
    #[track_caller]
    pub fn call_once(&self, f: impl FnOnce()) {
        if stage::complete(&self.half(), Location::caller(), false, |_| f()).is_err() {
            panic!("Once instance has previously been poisoned");
        }
    }

    /// As [`call_once`](Self::call_once), and calls `f` even if an earlier call panicked.
    #[track_caller]
    pub fn call_once_force(&self, f: impl FnOnce(&OnceState)) {
        // By force there is no error.
        let _ = stage::complete(&self.half(), Location::caller(), true, |poisoned| f(&OnceState { poisoned }));
    }

    /// Has it been done, as far as this thread can know?
    #[track_caller]
    pub fn is_completed(&self) -> bool {
        stage::ask(&self.half(), Location::caller())
    }

    /// Waits until some thread has done it.
    ///
    /// # Panics
    ///
    /// If a call panicked.
    #[track_caller]
    pub fn wait(&self) {
        if stage::wait(&self.half(), Location::caller(), false).is_err() {
            panic!("Once instance has previously been poisoned");
        }
    }

    /// Waits until some thread has done it, even if others panicked before.
    #[track_caller]
    pub fn wait_force(&self) {
        // By force there is no error.
        let _ = stage::wait(&self.half(), Location::caller(), true);
    }

    fn half(&self) -> Half<Stage> {
        self.late.half(0, None)
    }
}

impl Drop for Once {
    fn drop(&mut self) {
        self.late.forget();
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Once { .. }")
    }
}

/// `std::sync::OnceState`, checked.
#[derive(Debug)]
pub struct OnceState {
    poisoned: bool,
}

impl OnceState {
    /// Did an earlier call panic?
    #[must_use]
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }
}
