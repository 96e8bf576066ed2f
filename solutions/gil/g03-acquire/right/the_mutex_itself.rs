//! right: the mutex stays locked for the whole turn, and a panic's poison is set aside.

use std::sync::{Mutex, MutexGuard, PoisonError};

#[derive(Debug, Default)]
pub struct Gil {
    mutex: Mutex<()>,
}

/// The mutex's own guard does all the work. What is lost: a thread that waits cannot ask for its turn.
#[derive(Debug)]
pub struct Held<'gil> {
    _guard: MutexGuard<'gil, ()>,
}

impl Gil {
    pub fn acquire(&self) -> Held<'_> {
        // There is no data under this mutex that a panic could have left half changed.
        let guard = self.mutex.lock().unwrap_or_else(PoisonError::into_inner);
        Held { _guard: guard }
    }
}
