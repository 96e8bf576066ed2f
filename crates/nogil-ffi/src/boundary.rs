//! Where Rust and C meet: errors as numbers, panics as errors, and calls that leave the thread as it was.
//!
//! # Keeps true
//!
//! - Nothing unwinds through C: a panic on the way out of Rust becomes this thread's error.
//! - A call into C returns with its thread attached, as it was, whatever the C code forgot.

use crate::error::Error;
use crate::s1_attach::Attached;
use crate::thread_state::Visit;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::ffi::c_int;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What C code has opened, and not closed yet.
pub(crate) enum Open {
    /// `UlGILState_Ensure`: ends by being dropped.
    Ensured { _visit: Visit },
    /// `UlEval_SaveThread`.
    Saved,
}

thread_local! {
    /// This thread's error: in CPython a part of the thread's state (`PyErr_Occurred`).
    static ERROR: RefCell<Option<Error>> = const { RefCell::new(None) };
    /// What C code on this thread has open, the last one last.
    static OPEN: RefCell<Vec<Open>> = const { RefCell::new(Vec::new()) };
    /// How many of these were open before the C code that runs now, which it may not close.
    static FLOOR: Cell<usize> = const { Cell::new(0) };
}

/// Runs the Rust half of a C function: its error, or its panic, is this thread's error, and C gets `failed`.
pub(crate) fn out_to_c<R>(failed: R, body: impl FnOnce() -> Result<R, Error>) -> R {
    // Unwind safe: whatever a panic leaves half done in `body` is behind a lock or a cell that is whole at each step.
    let answer = catch_unwind(AssertUnwindSafe(body));
    answer.unwrap_or_else(|panic| Err(Error::Panic(words(&*panic)))).unwrap_or_else(|error| {
        set_error(error);
        failed
    })
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "its message is no text".to_owned())
}

/// Sets this thread's error; an older one is replaced. `PyErr_SetObject`.
pub(crate) fn set_error(error: Error) {
    ERROR.set(Some(error));
}

/// This thread's error, which is cleared. `PyErr_Fetch`.
pub(crate) fn take_error() -> Option<Error> {
    ERROR.take()
}

pub(crate) fn has_error() -> bool {
    ERROR.with_borrow(Option::is_some)
}

/// Notes that C code has opened something. Returns how many it has open now.
pub(crate) fn open(what: Open) -> usize {
    OPEN.with_borrow_mut(|open| {
        open.push(what);
        open.len()
    })
}

/// The last thing that the running C code has opened, if it is one that `fits`; it is open no more.
pub(crate) fn close(fits: impl FnOnce(usize, &Open) -> bool) -> Result<Open, Error> {
    OPEN.with_borrow_mut(|open| {
        let depth = open.len();
        open.pop_if(|last| depth > FLOOR.get() && fits(depth, last)).ok_or(Error::Unbalanced)
    })
}

/// Closes what stands above the floor, the last one first. Says whether there was anything.
fn close_all(py: Attached<'_>) -> bool {
    let mut any = false;
    while let Ok(last) = close(|_, _| true) {
        any = true;
        match last {
            Open::Saved => py.thread.take(),
            ensured @ Open::Ensured { .. } => drop(ensured),
        }
    }
    any
}

// ANCHOR: call
/// Calls C code, which gets no token and is attached all the same. By CPython's convention it returns -1 if it failed, and has set
/// this thread's error then (`_Py_CheckFunctionResult`).
///
/// # Errors
///
/// The error that the C code has set; or [`Error::Unbalanced`], if it left something open or forgot to say why it failed. What it left
/// open is closed.
///
/// # Panics
///
/// If this thread is detached.
pub fn call(py: Attached<'_>, c_code: impl FnOnce() -> c_int) -> Result<c_int, Error> {
    py.must_be_attached();
    let floor = FLOOR.replace(OPEN.with_borrow(Vec::len));
    let answer = out_to_c(-1, || Ok(c_code()));
    let left_open = close_all(py);
    FLOOR.set(floor);
    match take_error() {
        _ if left_open => Err(Error::Unbalanced),
        Some(error) if answer == -1 => Err(error),
        None if answer == -1 => Err(Error::Said("C code failed, and did not say why".to_owned())),
        // An error that was set, and not returned, is nobody's.
        _ => Ok(answer),
    }
}
// ANCHOR_END: call
