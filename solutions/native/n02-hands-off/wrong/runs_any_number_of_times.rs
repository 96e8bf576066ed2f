//! wrong: N2 "Fn and FnOnce are the same, for it runs once" · caught by a_closure_that_touches_no_object_compiles · panic

use std::cell::Cell;
use std::marker::PhantomData;
use std::sync::{Condvar, Mutex};

#[derive(Debug, Default)]
pub struct Gil {
    held: Mutex<bool>,
    free: Condvar,
}

#[derive(Clone, Copy, Debug)]
pub struct Python<'py> {
    gil: &'py Gil,
    stays: PhantomData<*const ()>,
}

#[derive(Debug)]
pub struct Object<'py> {
    _py: Python<'py>,
    value: Cell<i64>,
}

impl<'py> Python<'py> {
    pub fn detach<R>(self, body: impl Fn() -> R + Send) -> R {
        self.gil.release();
        let answer = body();
        self.gil.take();
        answer
    }
}

impl Gil {
    pub fn attach<R>(&self, body: impl FnOnce(Python<'_>) -> R) -> R {
        self.take();
        let answer = body(Python { gil: self, stays: PhantomData });
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

impl<'py> Object<'py> {
    pub fn new(py: Python<'py>, value: i64) -> Self {
        Object { _py: py, value: Cell::new(value) }
    }

    pub fn get(&self) -> i64 {
        self.value.get()
    }

    pub fn set(&self, value: i64) {
        self.value.set(value);
    }
}
