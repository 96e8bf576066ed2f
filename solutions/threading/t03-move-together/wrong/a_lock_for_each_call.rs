//! wrong: T3 "I used a lock, a new one for each call" · caught by no_job_is_ever_in_neither_count · assertion

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
        let rule = Mutex::new(());
        let _rule = rule.lock().unwrap();
        *self.waiting.lock().unwrap() -= 1;
        *self.running.lock().unwrap() += 1;
    }

    pub fn counts(&self) -> (u32, u32) {
        let waiting = self.waiting.lock().unwrap();
        let running = self.running.lock().unwrap();
        (*waiting, *running)
    }
}
