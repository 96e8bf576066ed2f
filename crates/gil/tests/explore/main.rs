//! What the explorer says of small programs.

mod truths;
mod write;
