//! Python's `concurrent.futures`, rebuilt in nine small steps.
//!
//! A thread of your own has no result and costs more to start than most tasks cost to run. A pool keeps a few threads and
//! hands them tasks through a queue. For each task you hold a *future*: the result, once it is there.
//!
//! | step | adds | so that |
//! |---|---|---|
//! | [`s1_state`] | five states and their moves | it is clear who may do what, and when |
//! | [`s2_future`] | a lock, an outcome, a place to sleep | threads can wait for a result |
//! | [`s3_callback`] | a list of callbacks | nobody needs to wait |
//! | [`s4_pool`] | a queue and a few threads | somebody does the work |
//! | [`s5_shutdown`] | an end | all threads come home |
//! | [`s6_executor`] | what all pools have, and `map` | many results come in the order of their items |
//! | [`s7_wait`] | a queue of the waiter's own | many results come as they are done |
//! | [`s8_all_wait`] | who waits for whom | a pool that waits for itself says so |
//! | `s9_processes` | a process behind each thread | tasks that compute run side by side in Python, too |
//!
//! Read the steps in this order. The crate stands on crate `threading`: its `SimpleQueue`, `Queue`, `Semaphore` and `Thread`. Each method
//! names its Python counterpart. Where Python raises an exception, the method returns an error.
//!
//! ```
//! use futures::ThreadPoolExecutor;
//!
//! let executor = ThreadPoolExecutor::new(2)?; // with ThreadPoolExecutor(max_workers=2) as executor:
//! let future = executor.submit(|| 6 * 7)?;
//! assert_eq!(future.result()?, 42);
//! drop(executor); // the end of the block: waits for all tasks
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! With processes the task is a function that the program's guard names, and its arguments are a tuple:
//!
//! ```standalone_crate
//! use futures::ProcessPoolExecutor;
//! use multiprocessing::{guard, tasks};
//!
//! fn square(number: u64) -> u64 {
//!     number * number
//! }
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     guard(tasks![square]); // if __name__ == "__main__":
//!     let executor = ProcessPoolExecutor::new(2)?;
//!     assert_eq!(executor.submit(square, (7,))?.result()?, 49);
//!     let squares: Result<Vec<u64>, _> = executor.map(square, 0..100, 10)?.collect(); // ten items in a message
//!     assert_eq!(squares?[99], 9_801);
//!     Ok(())
//! }
//! ```
//!
//! # Where Rust shows
//!
//! - *A failing task.* Python's exceptions are two things in Rust. What you expect to fail returns a `Result`, which is a result
//!   like any other. A panic is kept by the future, in words.
//! - *One result for all.* Python hands the same object to everybody; here everybody gets a clone. So `T: Sync`, and `T: Clone`
//!   where somebody asks for it.
//! - *The end of the block.* Dropping a pool waits for its tasks, as `with` does. A Python pool that is merely forgotten does not.
//! - *The end of the program.* Python's waits for the tasks of every pool, shut down or not. So does `threading::shutdown`; a `main` that just
//!   returns does not.
//!
//! # How it is checked
//!
//! The tests beside the package in `model/` run this very source on a shadow of the standard library that tries every
//! schedule up to a bound (crate `interleave`). Each states its bound. The moves of a future are compared with CPython's own,
//! for every sequence of up to five calls.
//!
//! # Left out
//!
//! - Interpreters: `InterpreterPoolExecutor` (3.14).
//! - `initializer` and `thread_name_prefix`, and with them `BrokenThreadPool`.

#[cfg(feature = "model")]
extern crate interleave as core;
#[cfg(feature = "model")]
#[macro_use]
extern crate interleave as std;

mod contained;
mod error;
#[cfg(not(feature = "model"))]
mod submit_error;

pub mod s1_state;

pub mod s2_future;

pub mod s3_callback;

pub mod s4_pool;

pub mod s5_shutdown;

pub mod s6_executor;

pub mod s7_wait;

pub mod s8_all_wait;

#[cfg(not(feature = "model"))]
pub mod s9_processes;

pub use error::{BrokenProcessPool, Deadlock, InvalidStateError, NoResult, Panic};
pub use s1_state::State;
pub use s2_future::Future;
pub use s4_pool::ThreadPoolExecutor;
pub use s6_executor::{Executor, Map};
pub use s7_wait::{AsCompleted, DoneAndNotDone, ReturnWhen, as_completed, wait};
#[cfg(not(feature = "model"))]
pub use s9_processes::ProcessPoolExecutor;
#[cfg(not(feature = "model"))]
pub use submit_error::SubmitError;
pub use threading::{RuntimeError, ValueError};
