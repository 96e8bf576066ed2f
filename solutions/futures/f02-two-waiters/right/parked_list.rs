//! right: a list of the threads to unpark; no condition variable.

use std::sync::Mutex;
use std::thread::{self, Thread};

#[derive(Debug)]
pub struct Future<T> {
    state: Mutex<(Option<T>, Vec<Thread>)>,
}

impl<T: Clone> Future<T> {
    pub fn new() -> Self {
        Future { state: Mutex::new((None, Vec::new())) }
    }

    pub fn result(&self) -> T {
        loop {
            let mut state = self.state.lock().unwrap();
            if let Some(result) = &state.0 {
                return result.clone();
            }
            state.1.push(thread::current());
            drop(state);
            thread::park();
        }
    }

    pub fn set_result(&self, value: T) {
        let mut state = self.state.lock().unwrap();
        state.0 = Some(value);
        state.1.drain(..).for_each(|thread| thread.unpark());
    }
}
