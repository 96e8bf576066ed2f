//! t03, solved.

use std::sync::Mutex;

/// How many jobs wait, and how many run.
///
/// Who needs both locks takes `waiting` first, so that two threads never wait for each other.
#[derive(Debug)]
pub struct Jobs {
    waiting: Mutex<u32>,
    running: Mutex<u32>,
}

impl Jobs {
    /// `waiting` jobs, none of them started.
    pub fn new(waiting: u32) -> Self {
        Jobs { waiting: Mutex::new(waiting), running: Mutex::new(0) }
    }

    /// Starts one job. The caller knows that one waits.
    pub fn start(&self) {
        let mut waiting = self.waiting.lock().unwrap();
        // From here on the sum is wrong …
        *waiting -= 1;
        // … so we keep the first lock while we wait for the second. Whoever looks at both counts waits for the first.
        let mut running = self.running.lock().unwrap();
        *running += 1;
        // … and right again. Both locks are let go of here, at the end of their guards' scope.
    }

    /// How many jobs wait and how many run, at one moment.
    pub fn counts(&self) -> (u32, u32) {
        let waiting = self.waiting.lock().unwrap();
        let running = self.running.lock().unwrap();
        (*waiting, *running)
    }
}
