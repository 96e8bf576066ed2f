//! Python's `asyncio`, rebuilt in six small steps.
//!
//! One thread, thousands of tasks, and no switch but where a task waits by itself: that is an event loop. It is far
//! less than it sounds like. A queue of what is ready, a sorted list of deadlines, and one place to sleep, until the
//! next deadline, a ready socket, or another thread's call. Each step is one of these parts, works alone, and uses only
//! those above it:
//!
//! | step | adds | so that |
//! |---|---|---|
//! | [`s1_ready_queue`] | a queue, and turns | callbacks run in order, and a turn ends |
//! | [`s2_tasks`] | tasks and their wakers | a function can stop half-way and go on later |
//! | [`s3_timers`] | deadlines | time can pass |
//! | [`s4_thread_safe`] | a door for other threads | a sleeping loop hears them |
//! | [`s5_sockets`] | the operating system's `select` | it hears the network, too |
//! | [`s6_event_loop`] | one turn, as CPython's `_run_once` | the parts are a loop |
//!
//! [`calls`], [`streams`] and [`server`] are what a program uses. They have Python's names:
//!
//! ```
//! use asyncio::{gather, run, sleep};
//! use std::time::Duration;
//!
//! async fn print_numbers() {
//!     for i in 0..2 {
//!         println!("{i}");
//!         sleep(Duration::from_millis(1)).await;
//!     }
//! }
//!
//! run(async { gather([print_numbers(), print_numbers()]).await }).unwrap();
//! ```
//!
//! Where an item mirrors one of Python's, its documentation names that. They were compared with the sources of CPython
//! 3.13.0 on 2026-11-25.
//!
//! # A panic
//!
//! A coroutine that panics ends its own task and nothing else. Whoever awaits the task gets [`TaskError::Panicked`]; if
//! nobody can any more, a line on standard error begins as Python's: "Task exception was never retrieved". An exception
//! in a Python coroutine does the same, with two differences: Rust's panic hook has printed the panic when it happened,
//! and Python lets `SystemExit` and `KeyboardInterrupt` end the loop.
//!
//! # How it is checked
//!
//! The package in `model/` compiles this source, without [`s5_sockets`] and what stands on it, on a shadow of the
//! standard library that tries every schedule up to a bound (crate `interleave`); the real loop and the one in a model
//! differ in the [`Selector`](s4_thread_safe::Selector) only. Orders of callbacks and timers are tested against a list that is
//! sorted, in virtual time. Sockets are tested with real ones.
//!
//! # Left out
//!
//! - `Task.cancel`, `timeout`, `TaskGroup`, `wait`, `as_completed`, `shield`; locks and queues for tasks; context
//!   variables; debug mode.
//! - `run_in_executor` and `to_thread`: a blocking call blocks the whole loop. So names of hosts are not looked up
//!   here.
//! - A turn here and there: CPython's timer completes a future, and what `gather` gathers calls it back; each then
//!   queues the task that waits, for the turn after. Ours queue it at once.
//! - Files, pipes, subprocesses, signals, TLS, UDP.

#[cfg(feature = "model")]
extern crate interleave as core;
#[cfg(feature = "model")]
#[macro_use]
extern crate interleave as std;

pub mod s1_ready_queue;

pub mod s2_tasks;

mod coroutine;

pub mod s3_timers;

pub mod s4_thread_safe;

// The operating system's answers are no part of a schedule: a search could not run them again. In a model a loop sleeps
// on a `Bell`.
#[cfg(not(feature = "model"))]
pub mod s5_sockets;

pub mod s6_event_loop;

pub mod calls;

#[cfg(not(feature = "model"))]
pub mod streams;

#[cfg(not(feature = "model"))]
pub mod server;

pub use calls::{Sleep, create_task, gather, run, sleep};
pub use coroutine::{Task, TaskError};
pub use s6_event_loop::{EventLoop, Remote, get_running_loop};
#[cfg(not(feature = "model"))]
pub use server::{Server, start_server};
#[cfg(not(feature = "model"))]
pub use streams::{StreamReader, StreamWriter, open_connection};
