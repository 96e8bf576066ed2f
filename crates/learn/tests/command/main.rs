//! `cargo learn`, run as a learner runs it.
//!
//! One binary: it is linked once, and tests that wait for a build run beside tests that wait for a time limit.

mod support;

mod bad_input;
mod catalogue;
mod ctrl_c;
mod doctor;
mod kept;
mod messages;
mod pack;
mod pages;
mod progress;
mod real_exercise;
mod replay;
mod review;
mod screens;
mod verdicts;
mod verify;
mod watcher;
