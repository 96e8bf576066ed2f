//! Python's `multiprocessing`, rebuilt in small steps with real operating-system processes.

#[cfg(feature = "model")]
extern crate interleave as core;
#[cfg(feature = "model")]
#[macro_use]
extern crate interleave as std;
