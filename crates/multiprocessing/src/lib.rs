//! Python's `multiprocessing`, rebuilt in small steps with real operating-system processes.
//!
//! A thread shares its process's memory, and in CPython its GIL. A process shares nothing: whatever two of them have in common,
//! somebody has sent. So the way to a process begins with a message.
//!
//! | step | adds | so that |
//! |---|---|---|
//! | [`s1_frame`] | a length before each message | a stream of bytes becomes messages, whole or not at all |
//! | [`s2_pipe`] | two connected ends, and values as bytes | two sides can talk |
//! | [`s3_luggage`] | descriptors beside the bytes | a pipe, a lock, shared memory can be sent, too |
//! | [`s4_task`] | a table of functions by name | a function can be asked for elsewhere |
//! | [`s5_child`], [`s5_process`] | this program, started again | it runs in a process of its own |
//! | [`s6_methods`] | fork and forkserver | what Python does by default can be compared |
//! | `s7_lock` | a mutex that outlives its holder | one at a time is in, and hears if the last one died there |
//! | `s8_queue` | messages that the kernel keeps whole | any number of processes put and get, and any may be killed |
//! | `s9_shared` | memory that several processes have | what is there once need not be sent |
//! | [`s10_ring`] | two numbers that say what lies in it | messages cross without the kernel |
//! | [`s11_worker`], [`s11_result`], [`s11_pool`] | processes that do task after task | a task costs a message, and a dead worker one task |
//! | [`s12_map`] | many items in a message | most of them cost no message |
//!
//! Read the steps in this order. Each method names its Python counterpart. Where Python raises an exception, it returns an error.
//!
//! ```standalone_crate
//! use multiprocessing::{Connection, Process, guard, pipe, tasks};
//!
//! fn square(answer: Connection, number: u64) {
//!     answer.send(&(number * number)).unwrap();
//! }
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     guard(tasks![square]); // if __name__ == "__main__":
//!     let (ours, theirs) = pipe()?;
//!     let process = Process::new(square, (theirs, 7)); // Process(target=square, args=(theirs, 7))
//!     process.start()?;
//!     assert_eq!(ours.recv::<u64>()?, 49);
//!     assert_eq!(process.join()?, 0);
//!     Ok(())
//! }
//! ```
//!
//! # What cannot cross is refused by the compiler
//!
//! Python finds out when it pickles. A value that means nothing elsewhere has no `Serialize`:
//!
//! ```compile_fail,E0277
//! fn count(numbers: std::rc::Rc<Vec<u64>>) {}
//! multiprocessing::Process::new(count, (std::rc::Rc::new(vec![1]),));
//! ```
//!
//! And a closure that has captured something would leave it behind:
//!
//! ```compile_fail,E0080
//! let word = 7_u64;
//! multiprocessing::Process::new(move || assert_eq!(word, 7), ());
//! ```
//!
//! # Where Rust shows
//!
//! - *A `Process` that is dropped is waited for*, at the end of its scope. Python waits at the end of the program.
//! - *Arguments are moved.* The child's end of a pipe is closed here when the process starts. In Python one forgets that, and the
//!   reader never sees an end.
//! - *A message has the type that both sides name.* It is not written into the message, so two sides that name different types may
//!   misunderstand each other, as C programs do. A pickle tells its types, and may run any code when it is read.
//! - *The same program on both sides.* Names and bytes mean the same only there.
//!
//! # How it is checked
//!
//! With real processes, pipes and signals: the tests start a program of their own (`tests/program`) and do to it what is done to
//! programs. Frames are checked with any cut of any messages, and beside CPython's `Connection` at the other end. The ring is
//! checked in every schedule up to a bound, too: the tests beside the package in `model/` run its very source on a shadow of the standard
//! library (crate `interleave`).
//!
//! # Left out
//!
//! - Windows was never run. `os/windows.rs` was only compiled.
//! - A task that replaces its process by another program (`exec`) is believed to have ended at that moment: its lifeline is closed
//!   then, so who asks for its end waits for that program, and it outlives the parent.
//! - Listeners and clients over a network, authentication, managers, and `Value` and `Array`.

mod error;
mod os;

pub mod s1_frame;

pub mod s2_pipe;

pub mod s3_luggage;

pub mod s4_task;

pub mod s5_child;

mod s5_spawn;

pub mod s5_process;

pub mod s6_methods;

#[cfg(unix)]
mod s6_fork;

#[cfg(unix)]
mod s6_forkserver;

#[cfg(unix)]
pub mod s7_lock;

#[cfg(unix)]
pub mod s8_queue;

#[cfg(unix)]
pub mod s9_shared;

pub mod s10_ring;

pub mod s11_worker;

pub mod s11_result;

mod s11_speaker;

pub mod s11_pool;

pub mod s12_map;

pub use error::{PipeError, PoolError, ProcessError};
pub use s2_pipe::{Connection, pipe, pipe_one_way, wait};
pub use s5_child::{current_process_name, guard};
pub use s5_process::Process;
pub use s5_spawn::set_executable;
pub use s6_methods::{Context, StartMethod, get_all_start_methods, get_context};
#[cfg(unix)]
pub use s7_lock::{Hold, HolderDied, Lock, LockError};
#[cfg(unix)]
pub use s8_queue::{Queue, QueueError};
#[cfg(unix)]
pub use s9_shared::SharedMemory;
#[cfg(unix)]
pub use s10_ring::ends::{RingReceiver, RingSender, ring};
pub use s11_pool::Pool;
pub use s11_result::AsyncResult;
