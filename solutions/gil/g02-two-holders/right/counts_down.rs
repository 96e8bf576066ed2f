//! right: a semaphore with one permit; the flag became a number, and waiting is "no permit is left".

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Gil {
    permits: Mutex<u32>,
    free: Condvar,
}

impl Default for Gil {
    fn default() -> Self {
        Gil { permits: Mutex::new(1), free: Condvar::new() }
    }
}

impl Gil {
    pub fn take(&self) {
        let mut permits = self.permits.lock().unwrap();
        while *permits == 0 {
            permits = self.free.wait(permits).unwrap();
        }
        *permits -= 1;
    }

    pub fn release(&self) {
        *self.permits.lock().unwrap() += 1;
        self.free.notify_all();
    }
}
