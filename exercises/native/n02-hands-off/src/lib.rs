//! # n02 · Hands off
//!
//! Fix one line · 10 minutes · read first: `cargo book` → *C extensions*
//!
//! ## Task
//!
//! A thread that computes for long lets go of the GIL meanwhile: [`Python::detach`] does it around a closure. In that closure no object may
//! be touched, since another thread may be at it. But this `detach` takes any closure. Choose the bound with which the compiler refuses
//! one that brings the token, or an object, along, and still accepts one that borrows plain numbers.
//!
//! ## Keep true
//!
//! A token is used by the thread that attached, and while it is attached: it neither travels nor outlives.
//!
//! ```text
//!   accepted   py.detach(|| numbers.iter().sum::<i64>())
//!   refused    py.detach(|| object.get())
//! ```
//!
//! ## Run
//!
//! `cargo learn check n02`

use std::cell::Cell;
use std::marker::PhantomData;
use std::sync::{Condvar, Mutex};

/// The GIL of an interpreter: a flag, as in g02. Right as it is.
#[derive(Debug, Default)]
pub struct Gil {
    held: Mutex<bool>,
    free: Condvar,
}

/// This thread is attached to `gil`. PyO3 has the same type.
#[derive(Clone, Copy, Debug)]
pub struct Python<'py> {
    gil: &'py Gil,
    /// A raw pointer may not go to another thread. So the compiler lets no token go there either.
    stays: PhantomData<*const ()>,
}

/// A Python object: a number that the GIL guards. Whoever has one is attached, for it holds a token.
#[derive(Debug)]
pub struct Object<'py> {
    /// Only kept: it is what ties the object to the time in which its thread is attached.
    _py: Python<'py>,
    value: Cell<i64>,
}

impl<'py> Python<'py> {
    /// Runs `body` while others may hold the GIL, and takes it again. C: `Py_BEGIN_ALLOW_THREADS` and `Py_END_ALLOW_THREADS`.
    // ── your work starts here ──────────────────────────────────────────
    pub fn detach<R>(self, body: impl FnOnce() -> R) -> R {
        // ── your work ends here ────────────────────────────────────────────
        self.gil.release();
        let answer = body();
        self.gil.take();
        answer
    }
}

impl Gil {
    /// Runs `body` while this thread holds the GIL. Right as it is: `body` must take a token of *any* lifetime, so it cannot keep one.
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
    /// A new object.
    pub fn new(py: Python<'py>, value: i64) -> Self {
        Object { _py: py, value: Cell::new(value) }
    }

    /// Its value.
    pub fn get(&self) -> i64 {
        self.value.get()
    }

    /// Changes its value.
    pub fn set(&self, value: i64) {
        self.value.set(value);
    }
}
