//! Runs code that is not ours, and lets none of its panics out.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `f`; returns what it panicked with, if it did. The panic hook has said so on the terminal by then.
///
/// `AssertUnwindSafe`: what a task has left half done is seen by whoever shares it, as after an exception in Python.
pub(crate) fn catch<R>(f: impl FnOnce() -> R) -> Result<R, Box<dyn Any + Send>> {
    catch_unwind(AssertUnwindSafe(f))
}

/// As [`catch`], for what nobody asks the outcome of.
pub(crate) fn contain(f: impl FnOnce()) {
    if let Err(payload) = catch(f) {
        // A payload is a value of somebody's type, and dropping it may panic once more. Python's objects have the same trouble
        // with `__del__`.
        if let Err(another) = catch(|| drop(payload)) {
            std::mem::forget(another);
        }
    }
}
