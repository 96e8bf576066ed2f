//! right: those who wait are counted under the lock, and as many are notified.

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Future<T> {
    state: Mutex<(Option<T>, usize)>,
    done: Condvar,
}

impl<T: Clone> Future<T> {
    pub fn new() -> Self {
        Future { state: Mutex::new((None, 0)), done: Condvar::new() }
    }

    pub fn result(&self) -> T {
        let mut state = self.state.lock().unwrap();
        state.1 += 1;
        state = self.done.wait_while(state, |(result, _)| result.is_none()).unwrap();
        state.0.clone().unwrap()
    }

    pub fn set_result(&self, value: T) {
        let mut state = self.state.lock().unwrap();
        state.0 = Some(value);
        for _ in 0..state.1 {
            self.done.notify_one();
        }
    }
}
