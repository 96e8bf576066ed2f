//! wrong: G3 "the GIL is a mutex that stays locked" · caught by a_thread_that_panics_lets_go · panic

use std::sync::{Mutex, MutexGuard};

#[derive(Debug, Default)]
pub struct Gil {
    mutex: Mutex<()>,
}

#[derive(Debug)]
pub struct Held<'gil> {
    _guard: MutexGuard<'gil, ()>,
}

impl Gil {
    pub fn acquire(&self) -> Held<'_> {
        Held { _guard: self.mutex.lock().unwrap() }
    }
}
