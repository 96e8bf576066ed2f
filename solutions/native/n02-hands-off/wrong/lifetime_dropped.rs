//! wrong: N2 "a pointer will do, the lifetime only gets in the way" · caught by a_token_does_not_outlive_its_attach · assertion

use std::cell::Cell;
use std::sync::{Condvar, Mutex};

#[derive(Debug, Default)]
pub struct Gil {
    held: Mutex<bool>,
    free: Condvar,
}

#[derive(Clone, Copy, Debug)]
pub struct Python {
    gil: *const Gil,
}

#[derive(Debug)]
pub struct Object {
    _py: Python,
    value: Cell<i64>,
}

impl Python {
    pub fn detach<R>(self, body: impl FnOnce() -> R + Send) -> R {
        // SAFETY: whoever has a token is inside of `attach`, which borrows the GIL.
        let gil = unsafe { &*self.gil };
        gil.release();
        let answer = body();
        gil.take();
        answer
    }
}

impl Gil {
    pub fn attach<R>(&self, body: impl FnOnce(Python) -> R) -> R {
        self.take();
        let answer = body(Python { gil: self });
        self.release();
        answer
    }

    fn take(&self) {
        *self.free.wait_while(self.held.lock().unwrap(), |held| *held).unwrap() = true;
    }

    fn release(&self) {
        *self.held.lock().unwrap() = false;
        self.free.notify_one();
    }
}

impl Object {
    pub fn new(py: Python, value: i64) -> Self {
        Object { _py: py, value: Cell::new(value) }
    }

    pub fn get(&self) -> i64 {
        self.value.get()
    }

    pub fn set(&self, value: i64) {
        self.value.set(value);
    }
}
