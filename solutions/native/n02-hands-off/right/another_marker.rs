//! right: the token stays because it looks like a guard, and the GIL is taken again by one.

use std::cell::Cell;
use std::marker::PhantomData;
use std::sync::{Condvar, Mutex, MutexGuard};

#[derive(Debug, Default)]
pub struct Gil {
    held: Mutex<bool>,
    free: Condvar,
}

#[derive(Clone, Copy)]
pub struct Python<'py> {
    gil: &'py Gil,
    stays: PhantomData<(MutexGuard<'py, ()>, Cell<()>)>,
}

pub struct Object<'py> {
    _py: Python<'py>,
    value: Cell<i64>,
}

impl<'py> Python<'py> {
    pub fn detach<R>(self, body: impl FnOnce() -> R + Send) -> R {
        struct TakesAgain<'a>(&'a Gil);

        impl Drop for TakesAgain<'_> {
            fn drop(&mut self) {
                self.0.take();
            }
        }

        self.gil.release();
        let _on_every_way_out = TakesAgain(self.gil);
        body()
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
