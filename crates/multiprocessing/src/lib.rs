//! Python's `multiprocessing`, rebuilt in small steps with real operating-system processes.

#[cfg(feature = "model")]
extern crate interleave as core;
#[cfg(feature = "model")]
#[macro_use]
extern crate interleave as std;

#[cfg(not(feature = "model"))]
mod error;
#[cfg(not(feature = "model"))]
mod os;

#[cfg(not(feature = "model"))]
pub mod s1_frame;

#[cfg(not(feature = "model"))]
pub mod s2_pipe;

#[cfg(not(feature = "model"))]
pub mod s3_luggage;

#[cfg(not(feature = "model"))]
pub mod s4_task;

#[cfg(not(feature = "model"))]
pub mod s5_child;

#[cfg(not(feature = "model"))]
mod s5_spawn;

#[cfg(not(feature = "model"))]
pub mod s5_process;

#[cfg(not(feature = "model"))]
pub mod s6_methods;

#[cfg(all(unix, not(feature = "model")))]
mod s6_fork;

#[cfg(all(unix, not(feature = "model")))]
mod s6_forkserver;

#[cfg(not(feature = "model"))]
pub use error::{PipeError, ProcessError};
#[cfg(not(feature = "model"))]
pub use s2_pipe::{Connection, pipe, pipe_one_way, wait};
#[cfg(not(feature = "model"))]
pub use s5_child::guard;
#[cfg(not(feature = "model"))]
pub use s5_process::Process;
#[cfg(not(feature = "model"))]
pub use s5_spawn::set_executable;
#[cfg(not(feature = "model"))]
pub use s6_methods::{Context, StartMethod, get_all_start_methods, get_context};
