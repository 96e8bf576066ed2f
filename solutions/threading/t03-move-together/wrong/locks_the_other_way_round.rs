//! wrong: T7 "I hold both locks, so nothing can go wrong" · caught by no_job_is_ever_in_neither_count · deadlock

use std::sync::Mutex;

#[derive(Debug)]
pub struct Jobs {
    waiting: Mutex<u32>,
    running: Mutex<u32>,
}

impl Jobs {
    pub fn new(waiting: u32) -> Self {
        Jobs { waiting: Mutex::new(waiting), running: Mutex::new(0) }
    }

    pub fn start(&self) {
        let mut running = self.running.lock().unwrap();
        let mut waiting = self.waiting.lock().unwrap();
        *waiting -= 1;
        *running += 1;
    }

    pub fn counts(&self) -> (u32, u32) {
        let waiting = self.waiting.lock().unwrap();
        let running = self.running.lock().unwrap();
        (*waiting, *running)
    }
}
