//! right: below zero the number says how many wait, and a second number how many of them may go.

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Semaphore {
    state: Mutex<State>,
    woken: Condvar,
}

/// A value below zero says how many wait.
#[derive(Debug)]
struct State {
    value: i64,
    wakeups: u64,
}

#[derive(Debug)]
pub struct BoundedSemaphore {
    semaphore: Semaphore,
    bound: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub struct ReleasedTooOften;

impl Semaphore {
    pub fn new(value: usize) -> Self {
        Semaphore { state: Mutex::new(State { value: value as i64, wakeups: 0 }), woken: Condvar::new() }
    }

    pub fn acquire(&self) {
        let mut state = self.state.lock().unwrap();
        state.value -= 1;
        if state.value < 0 {
            state = self.woken.wait_while(state, |state| state.wakeups == 0).unwrap();
            state.wakeups -= 1;
        }
    }

    pub fn release(&self) {
        self.release_up_to(i64::MAX).unwrap();
    }

    fn release_up_to(&self, bound: i64) -> Result<(), ReleasedTooOften> {
        let mut state = self.state.lock().unwrap();
        if state.value >= bound {
            return Err(ReleasedTooOften);
        }
        state.value += 1;
        if state.value <= 0 {
            state.wakeups += 1;
            self.woken.notify_one();
        }
        Ok(())
    }
}

impl BoundedSemaphore {
    pub fn new(value: usize) -> Self {
        BoundedSemaphore { semaphore: Semaphore::new(value), bound: value }
    }

    pub fn acquire(&self) {
        self.semaphore.acquire();
    }

    pub fn release(&self) -> Result<(), ReleasedTooOften> {
        self.semaphore.release_up_to(self.bound as i64)
    }
}
