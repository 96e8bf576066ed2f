//! The exceptions that Python's `threading` and `queue` raise, as values.
//!
//! In Python you find out at run time that a call can fail. Here its type says so. A `RuntimeError` and a `ValueError` hold CPython's
//! own words (of 3.13.0), so that you can compare; the others have none there, and words of ours.

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

/// The round of a barrier was broken: by `abort`, by `reset`, or because somebody's time was up.
///
/// Python: `threading.BrokenBarrierError`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrokenBarrierError;

impl fmt::Display for BrokenBarrierError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the barrier is broken")
    }
}

impl Error for BrokenBarrierError {}

/// There was nothing to get. Python: `queue.Empty`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Empty;

/// The queue was shut down. Python: `queue.ShutDown`, since 3.13.
///
/// Who came to put gets the item back; who came to get has none.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ShutDown<T = ()>(pub T);

/// Why a queue did not take your item; here it is back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PutError<T> {
    /// There was no room. Python: `queue.Full`.
    Full(T),
    /// The queue was shut down. Python: `queue.ShutDown`.
    ShutDown(T),
}

/// Why a queue gave you nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GetError {
    /// There was no item. Python: `queue.Empty`.
    Empty,
    /// There is none, and none will come. Python: `queue.ShutDown`.
    ShutDown,
}

const EMPTY: &str = "the queue is empty";
const SHUT_DOWN: &str = "the queue is shut down";

impl fmt::Display for Empty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(EMPTY)
    }
}

impl<T> fmt::Display for ShutDown<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SHUT_DOWN)
    }
}

impl<T> fmt::Display for PutError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PutError::Full(_) => "the queue is full",
            PutError::ShutDown(_) => SHUT_DOWN,
        })
    }
}

impl fmt::Display for GetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            GetError::Empty => EMPTY,
            GetError::ShutDown => SHUT_DOWN,
        })
    }
}

/// Without the item, so that `expect` asks nothing of it.
impl<T> fmt::Debug for ShutDown<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ShutDown")
    }
}

/// Without the item, so that `expect` asks nothing of it.
impl<T> fmt::Debug for PutError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PutError::Full(_) => "Full",
            PutError::ShutDown(_) => "ShutDown",
        })
    }
}

impl Error for Empty {}

impl<T> Error for ShutDown<T> {}

impl<T> Error for PutError<T> {}

impl Error for GetError {}
