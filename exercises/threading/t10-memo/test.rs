//! The root of the check: it builds `src/lib.rs` twice, on the shadow std as `exercise` and on the real one as `real`.
#[macro_use]
extern crate interleave as std;
extern crate interleave as alloc;
extern crate interleave as core;

#[path = "src/lib.rs"]
#[allow(warnings)] // shown once, by the real build
mod exercise;
use t10_memo as real;
mod check;
