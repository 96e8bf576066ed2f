//! Native code that lets go of the GIL, rebuilt in small steps: a token with a lifetime, objects that it guards, a small C API.

#[cfg(feature = "model")]
extern crate interleave as core;
#[cfg(feature = "model")]
#[macro_use]
extern crate interleave as std;

mod error;

mod places;

mod thread_state;

pub mod s1_attach;

pub mod s2_detach;

pub mod s3_objects;

pub mod s7_mutex;

pub use error::Error;
pub use s1_attach::{Attached, Interpreter};
pub use s3_objects::{Borrowed, Bound, Py};
pub use s7_mutex::NativeMutex;
