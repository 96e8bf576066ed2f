//! The halves that are ours: what the course has built, measured as the Python programs are.
//!
//! `lab ours NAME` runs one in a process of its own and prints its numbers as a JSON object, so that the lab reads them like a Python's.
//! Each chapter has a file of its own, which answers to the names that it knows.

use crate::sample::Values;

pub mod asyncio;
pub mod futures;
pub mod gil;
pub mod multiprocessing;
pub mod native;
pub mod threading;

/// The numbers of the half called `name`; `None` if no chapter knows it.
#[must_use]
pub fn run(name: &str, quick: bool) -> Option<Values> {
    let chapters: [fn(&str, bool) -> Option<Values>; 6] =
        [gil::run, threading::run, multiprocessing::run, asyncio::run, futures::run, native::run];
    chapters.iter().find_map(|chapter| chapter(name, quick))
}

/// What the half called `name` needs and this machine has not, and what to do about it.
#[must_use]
pub fn lacks(name: &str) -> Option<String> {
    native::lacks(name)
}
