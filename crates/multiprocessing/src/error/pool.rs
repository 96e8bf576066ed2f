//! What can go wrong with a task of a pool, in words.

use super::{PipeError, ProcessError};
use std::error::Error;
use std::fmt;
use threading::ValueError;

/// Why a pool has no result for a task, or takes none.
#[derive(Debug)]
pub enum PoolError {
    /// The task panicked with these words. Python raises the task's own exception.
    Panicked(String),
    /// The worker died in the middle of the task. Python has no such error: its pool loses the task, and `get` waits for ever.
    WorkerDied {
        /// As [`Process::exitcode`](crate::Process::exitcode) has it.
        exitcode: i32,
    },
    /// The pool was terminated, or dropped, before the task was done. In Python `get` waits for ever.
    Terminated,
    /// The arguments or the result could not cross. Python: `MaybeEncodingError`.
    CannotCross(String),
    /// A worker could not be started, or the task is not registered.
    Process(ProcessError),
    /// The pool is in no state for that, or a number makes no sense. Python: `ValueError`, with these words.
    ValueError(ValueError),
}

impl PoolError {
    pub(crate) fn value(words: &'static str) -> Self {
        PoolError::ValueError(ValueError(words))
    }
}

impl fmt::Display for PoolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PoolError::Panicked(words) => write!(f, "the task panicked: {words}"),
            PoolError::WorkerDied { exitcode } => {
                let how = match exitcode {
                    ..0 => format!("signal {} has killed it", -exitcode),
                    _ => format!("its exit code is {exitcode}"),
                };
                write!(
                    f,
                    "the worker died in the middle of the task ({how}), and nobody knows how far it had come; the pool goes on with \
                     a new worker"
                )
            }
            PoolError::Terminated => f.write_str(
                "the pool was terminated before the task was done; to let it finish, call close and join before the pool is dropped",
            ),
            PoolError::CannotCross(why) => write!(f, "what the task was to get or to give back could not cross: {why}"),
            PoolError::Process(why) => why.fmt(f),
            PoolError::ValueError(ValueError(words)) => f.write_str(words),
        }
    }
}

impl Error for PoolError {}

impl From<ProcessError> for PoolError {
    fn from(why: ProcessError) -> Self {
        match why {
            ProcessError::Pipe(why) => why.into(),
            why => PoolError::Process(why),
        }
    }
}

impl From<PipeError> for PoolError {
    fn from(why: PipeError) -> Self {
        PoolError::CannotCross(why.to_string())
    }
}
