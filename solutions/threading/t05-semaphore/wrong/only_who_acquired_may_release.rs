//! wrong: T3 "a permit belongs to the one who took it" · caught by anybody_may_give_a_permit_back · assertion

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Semaphore {
    value: Mutex<usize>,
    available: Condvar,
}

#[derive(Debug)]
pub struct BoundedSemaphore {
    state: Mutex<(usize, Vec<std::thread::ThreadId>)>,
    available: Condvar,
}

#[derive(Debug, PartialEq, Eq)]
pub struct ReleasedTooOften;

impl Semaphore {
    pub fn new(value: usize) -> Self {
        Semaphore { value: Mutex::new(value), available: Condvar::new() }
    }

    pub fn acquire(&self) {
        let mut value = self.available.wait_while(self.value.lock().unwrap(), |value| *value == 0).unwrap();
        *value -= 1;
    }

    pub fn release(&self) {
        *self.value.lock().unwrap() += 1;
        self.available.notify_one();
    }
}

impl BoundedSemaphore {
    pub fn new(value: usize) -> Self {
        BoundedSemaphore { state: Mutex::new((value, Vec::new())), available: Condvar::new() }
    }

    pub fn acquire(&self) {
        let mut state = self.state.lock().unwrap();
        state = self.available.wait_while(state, |state| state.0 == 0).unwrap();
        state.0 -= 1;
        state.1.push(std::thread::current().id());
    }

    pub fn release(&self) -> Result<(), ReleasedTooOften> {
        let mut state = self.state.lock().unwrap();
        let me = std::thread::current().id();
        let Some(place) = state.1.iter().position(|id| *id == me) else { return Err(ReleasedTooOften) };
        state.1.remove(place);
        state.0 += 1;
        self.available.notify_one();
        Ok(())
    }
}
