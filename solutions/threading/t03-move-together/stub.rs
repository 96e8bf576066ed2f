//! # t03 · Move together
//!
//! Fix one line · 10 minutes · read first: `cargo book` → *One rule, one lock*
//!
//! ## Task
//!
//! A job waits, then it runs. [`Jobs::start`] moves one from the first count to the second, and takes a lock for each,
//! as this Python would. Yet now and then the dashboard, which calls [`Jobs::counts`], shows one job too few. Mend it.
//!
//! ```python
//! with self.waiting_lock:
//!     self.waiting -= 1
//! with self.running_lock:
//!     self.running += 1
//! ```
//!
//! ## Keep true
//!
//! `waiting + running` never changes, whoever looks, and whenever.
//!
//! ## Run
//!
//! `cargo learn check t03`

use std::sync::Mutex;

/// How many jobs wait, and how many run.
///
/// Who needs both locks takes `waiting` first, so that two threads never wait for each other.
#[derive(Debug)]
pub struct Jobs {
    /// Jobs that nobody has started yet.
    waiting: Mutex<u32>,
    /// Jobs that somebody has started.
    running: Mutex<u32>,
}

impl Jobs {
    /// `waiting` jobs, none of them started.
    pub fn new(waiting: u32) -> Self {
        Jobs { waiting: Mutex::new(waiting), running: Mutex::new(0) }
    }

    /// Starts one job. The caller knows that one waits.
    pub fn start(&self) {
        // ── your work starts here ──────────────────────────────────────────
        let mut waiting = self.waiting.lock().unwrap();
        *waiting -= 1;
        drop(waiting); // Never hold a lock for longer than you need it.
        let mut running = self.running.lock().unwrap();
        *running += 1;
        // ── your work ends here ────────────────────────────────────────────
    }

    /// How many jobs wait and how many run, at one moment. Right as it is.
    pub fn counts(&self) -> (u32, u32) {
        let waiting = self.waiting.lock().unwrap();
        let running = self.running.lock().unwrap();
        (*waiting, *running)
    }
}
