//! f02, solved.

use std::sync::{Condvar, Mutex};

/// A result that is not there yet.
#[derive(Debug)]
pub struct Future<T> {
    result: Mutex<Option<T>>,
    done: Condvar,
}

impl<T: Clone> Future<T> {
    /// A future without a result.
    #[allow(clippy::new_without_default)] // one function less to read
    pub fn new() -> Self {
        Future { result: Mutex::new(None), done: Condvar::new() }
    }

    /// Waits until the result is there, and returns a clone of it.
    pub fn result(&self) -> T {
        let mut result = self.result.lock().unwrap();
        while result.is_none() {
            result = self.done.wait(result).unwrap();
        }
        // A clone: the result stays, for whoever asks next.
        result.clone().unwrap()
    }

    /// Says what the result is.
    pub fn set_result(&self, value: T) {
        // First the result, under the lock: who has not fallen asleep by now sees it.
        *self.result.lock().unwrap() = Some(value);
        // All, since each of them can go on, and nobody notifies a second time. For a lock that comes free one would be enough.
        self.done.notify_all();
    }
}
