//! The ring of crate multiprocessing (its step 10) on the shadow std: the one step in which two sides share memory, so a model can look
//! into it. All others speak with the operating system.

extern crate interleave as core;
extern crate interleave as std;

#[path = "../src/s10_ring/mod.rs"]
pub mod s10_ring;
