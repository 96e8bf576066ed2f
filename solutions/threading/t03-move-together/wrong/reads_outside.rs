//! wrong: T4 "only the writing needs the lock" · caught by two_starts_move_two_jobs · assertion

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
        let left = *self.waiting.lock().unwrap() - 1;
        let mut waiting = self.waiting.lock().unwrap();
        let mut running = self.running.lock().unwrap();
        *waiting = left;
        *running += 1;
    }

    pub fn counts(&self) -> (u32, u32) {
        let waiting = self.waiting.lock().unwrap();
        let running = self.running.lock().unwrap();
        (*waiting, *running)
    }
}
