//! The GIL in virtual time: the same tasks give the same log, on every machine, and an hour takes no time.
//!
//! # Keeps true
//!
//! - At most one task computes at a time, and none waits while the GIL is free.
//! - Each task computes for as long as its bursts say, and waits outside for exactly as long.
//! - The holder lets go at its first look after it was asked. It looks each time it has computed for `poll`, and at the
//!   end of each burst. In [`Burst::Native`] it does not look.
//! - Who was asked gets the GIL back only after another thread had it (forced switching), except in
//!   [`run_without_forced_switching`].
//!
//! ```text
//!   A  computes ───────── look ▸ lets go ▸ wants ························ ▸ takes
//!   B  wants ····· 5 ms ▸ asks ▸ takes ── computes ── lets go ▸ waits outside
//! ```
//!
//! # In one moment
//!
//! Several things may be due at once. First, waits outside end; then waiters whose sleep is over ask; then the holder's burst
//! ends, or it looks; then a free GIL is taken. So a request is seen by a holder that looks at that moment, and whoever comes
//! at that moment may take. Two of a kind go in the order of the tasks.
//!
//! # Left out
//!
//! - What it costs to take the GIL and to wake a thread: here nothing, on a real machine some microseconds.
//! - The operating system: there is a core for each task, so whoever may run does.

mod policy;
mod task;
mod world;

pub use policy::{CPython, Policy, Waiter};
pub use task::{Burst, Task, convoy, run_without_gil};

use crate::event::Event;
use std::time::Duration;
use world::World;

/// What happens when these tasks share a GIL: thread `n` of the log is `tasks[n]`.
///
/// # Panics
///
/// If `poll` is zero, or the policy names a waiter that does not exist.
pub fn run(tasks: &[Task], poll: Duration, policy: &mut impl Policy) -> Vec<Event> {
    simulated(tasks, poll, policy, true)
}

/// The same without forced switching: who was asked lets go, and takes the GIL again before anybody who waits has been woken.
///
/// Nothing in such a lock says that it must be so. But it is what happens nearly always once those who wait have fallen asleep, since
/// who runs is faster than who must be woken.
///
/// # Panics
///
/// As [`run`].
pub fn run_without_forced_switching(tasks: &[Task], poll: Duration, policy: &mut impl Policy) -> Vec<Event> {
    simulated(tasks, poll, policy, false)
}

fn simulated(tasks: &[Task], poll: Duration, policy: &mut impl Policy, forced: bool) -> Vec<Event> {
    assert!(!poll.is_zero(), "who looks at the drop request all the time does nothing else");
    let mut world = World::new(tasks, poll, policy, forced);
    (0..tasks.len()).for_each(|thread| world.goes_on(thread, false));
    while world.something_happens() || world.time_goes_on() {}
    world.log
}
