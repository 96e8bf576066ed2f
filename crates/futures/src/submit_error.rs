//! Why a pool of processes takes no task.

use crate::error::BrokenProcessPool;
use multiprocessing::ProcessError;
use std::error::Error;
use std::fmt;
use threading::{RuntimeError, ValueError};

/// Why a [`ProcessPoolExecutor`](crate::ProcessPoolExecutor) has not taken a task.
#[derive(Debug)]
pub enum SubmitError {
    /// It was shut down, or no thread is left for it. Python: `RuntimeError`.
    RuntimeError(RuntimeError),
    /// One of its processes has died. Python: `BrokenProcessPool`.
    BrokenProcessPool(BrokenProcessPool),
    /// The task is not registered, or its arguments cannot be written as bytes.
    Process(ProcessError),
    /// A number makes no sense. Python: `ValueError`.
    ValueError(ValueError),
}

impl fmt::Display for SubmitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SubmitError::RuntimeError(why) => why.fmt(f),
            SubmitError::BrokenProcessPool(why) => why.fmt(f),
            SubmitError::Process(why) => why.fmt(f),
            SubmitError::ValueError(why) => why.fmt(f),
        }
    }
}

impl Error for SubmitError {}

impl From<RuntimeError> for SubmitError {
    fn from(why: RuntimeError) -> Self {
        SubmitError::RuntimeError(why)
    }
}

impl From<BrokenProcessPool> for SubmitError {
    fn from(why: BrokenProcessPool) -> Self {
        SubmitError::BrokenProcessPool(why)
    }
}

impl From<ProcessError> for SubmitError {
    fn from(why: ProcessError) -> Self {
        SubmitError::Process(why)
    }
}
