//! What the explorer says of small programs.

mod graph;
mod naive;
mod properties;
mod random;
mod truths;
mod write;
