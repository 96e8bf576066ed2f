//! What can go wrong, in words: what happened, and what to do next.

mod pipe;
mod pool;
mod process;

pub use pipe::PipeError;
pub use pool::PoolError;
pub use process::ProcessError;
