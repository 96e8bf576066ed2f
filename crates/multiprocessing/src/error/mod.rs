//! What can go wrong, in words: what happened, and what to do next.

mod pipe;
mod process;

pub use pipe::PipeError;
pub use process::ProcessError;
