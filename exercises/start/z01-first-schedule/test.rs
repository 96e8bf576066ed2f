//! The root of the check: what check.rs calls std is the shadow std, so that the search sees each read and write of x.
#[macro_use]
extern crate interleave as std;
extern crate interleave as alloc;
extern crate interleave as core;

use z01_first_schedule as real;
mod check;
