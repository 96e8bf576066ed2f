//! Native code that lets go of the GIL, rebuilt in small steps: a token with a lifetime, objects that it guards, a small C API.

#[cfg(feature = "model")]
extern crate interleave as core;
#[cfg(feature = "model")]
#[macro_use]
extern crate interleave as std;
