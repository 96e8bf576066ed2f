//! right: a queue of those who wait, each with a flag of its own; a permit goes to the one who has waited longest.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};

#[derive(Debug)]
pub struct Semaphore {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    value: usize,
    waiting: VecDeque<Arc<Waiter>>,
}

#[derive(Debug, Default)]
struct Waiter {
    served: Mutex<bool>,
    called: Condvar,
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
        Semaphore { state: Mutex::new(State { value, waiting: VecDeque::new() }) }
    }

    pub fn acquire(&self) {
        let mut state = self.state.lock().unwrap();
        if state.value > 0 {
            state.value -= 1;
            return;
        }
        let me = Arc::new(Waiter::default());
        state.waiting.push_back(Arc::clone(&me));
        drop(state);
        // The permit never becomes free: it is ours once the flag is set, and nobody can come in between.
        drop(me.called.wait_while(me.served.lock().unwrap(), |served| !*served).unwrap());
    }

    pub fn release(&self) {
        self.release_up_to(usize::MAX).expect("there is always room");
    }

    fn release_up_to(&self, bound: usize) -> Result<(), ReleasedTooOften> {
        let mut state = self.state.lock().unwrap();
        if state.value == bound {
            return Err(ReleasedTooOften);
        }
        match state.waiting.pop_front() {
            Some(next) => {
                *next.served.lock().unwrap() = true;
                next.called.notify_one();
            }
            None => state.value += 1,
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
        self.semaphore.release_up_to(self.bound)
    }
}
