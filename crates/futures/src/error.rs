//! The exceptions that Python's `concurrent.futures` raises, as values.

use crate::s1_state::State;
use std::any::Any;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// Why there is no result. Python raises one of these from `future.result()`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoResult {
    /// The future was cancelled before its task began. Python: `concurrent.futures.CancelledError`.
    CancelledError,
    /// The time was up first. Python: `TimeoutError` (until 3.10 `concurrent.futures.TimeoutError`).
    TimeoutError,
    /// The task panicked. Python raises the task's own exception.
    Panicked(Panic),
    /// Every worker waits for a task of its own pool. Python has no such error: there they wait for ever.
    Deadlock(Deadlock),
    /// A process of the pool died: Python's `concurrent.futures.process.BrokenProcessPool`.
    BrokenProcessPool(BrokenProcessPool),
    /// The task ran in another process, and its arguments or its result could not cross. Python raises what pickle says.
    CannotCross(Arc<str>),
    /// No process could be started for the task. Python raises it from `submit`.
    NoProcess(Arc<str>),
}

/// What a task has come to: a result, or why there is none.
pub(crate) type Outcome<T> = Result<T, NoResult>;

/// What the task panicked with, if it ran to its end.
pub(crate) fn panic_of<T>(outcome: &Outcome<T>) -> Result<Option<Panic>, NoResult> {
    match outcome {
        Ok(_) => Ok(None),
        Err(NoResult::Panicked(panic)) => Ok(Some(panic.clone())),
        Err(why) => Err(why.clone()),
    }
}

/// What a task panicked with. Python stores the exception object; Rust's payload belongs to one owner, so this keeps its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panic(Arc<str>);

impl Panic {
    /// A panic with this message.
    pub fn new(message: impl Into<Arc<str>>) -> Self {
        Panic(message.into())
    }

    /// The words of a payload that `catch_unwind` has caught.
    pub(crate) fn of(payload: &(dyn Any + Send)) -> Self {
        let words = payload.downcast_ref::<&str>().copied();
        let words = words.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        Panic::new(words.unwrap_or("a panic whose payload is not text"))
    }

    /// What it said.
    pub fn message(&self) -> &str {
        &self.0
    }
}

/// Every worker of a pool waits for a task of this same pool, and none is left to run one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadlock {
    /// How many workers the pool has.
    pub workers: usize,
}

/// A process of a pool died, and with it a task of which nobody knows how far it had come. The pool is of no use any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrokenProcessPool {
    /// How it ended: -9 after signal 9, or what it gave to `exit`.
    pub exitcode: i32,
}

/// The future is not in a state in which that can be done. Python: `concurrent.futures.InvalidStateError`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidStateError(pub State);

impl fmt::Display for NoResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoResult::CancelledError => f.write_str("the future was cancelled"),
            NoResult::TimeoutError => f.write_str("the time was up before the task was done"),
            NoResult::Panicked(panic) => panic.fmt(f),
            NoResult::Deadlock(deadlock) => deadlock.fmt(f),
            NoResult::BrokenProcessPool(broken) => broken.fmt(f),
            NoResult::CannotCross(why) => write!(f, "what the task was to get or to give back could not cross: {why}"),
            NoResult::NoProcess(why) => why.fmt(f),
        }
    }
}

impl fmt::Display for Panic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the task panicked: {}", self.0)
    }
}

impl fmt::Display for Deadlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = match self.workers {
            1 => "the only worker of this pool waits".to_owned(),
            workers => format!("all {workers} workers of this pool wait"),
        };
        write!(
            f,
            "{who} for a task of the same pool, and nobody is left to run it; return its future instead of waiting for \
             it, go on in add_done_callback, or submit it to another pool (more workers only move the limit)"
        )
    }
}

impl fmt::Display for BrokenProcessPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = match self.exitcode {
            ..0 => format!("signal {} has killed it", -self.exitcode),
            code => format!("its exit code is {code}"),
        };
        write!(
            f,
            "a process of this pool died ({how}), perhaps in the middle of a task; tasks that were not done have no result, and the \
             pool takes no more: make a new one"
        )
    }
}

impl fmt::Display for InvalidStateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the future is {} already", self.0)
    }
}

impl Error for NoResult {}

impl Error for Panic {}

impl Error for Deadlock {}

impl Error for BrokenProcessPool {}

impl Error for InvalidStateError {}
