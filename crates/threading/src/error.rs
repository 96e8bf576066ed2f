//! The exceptions that Python's `threading` and `queue` raise, as values.
//!
//! In Python you find out at run time that a call can fail. Here its type says so, and each error holds CPython's own
//! words, so that you can compare.

use std::error::Error;
use std::fmt;

/// Python's `RuntimeError`: the call makes no sense in the state that the object is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuntimeError(pub &'static str);

/// Python's `ValueError`: no call with this argument makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValueError(pub &'static str);

impl fmt::Display for RuntimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for RuntimeError {}

impl Error for ValueError {}

/// There was nothing to get. Python: `queue.Empty`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Empty;

/// There was no room; here is your item back. Python: `queue.Full`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full<T>(pub T);

impl fmt::Display for Empty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the queue is empty")
    }
}

impl<T> fmt::Display for Full<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the queue is full")
    }
}

impl Error for Empty {}

impl<T: fmt::Debug> Error for Full<T> {}
