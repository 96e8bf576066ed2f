//! The drawing of failures: of models that really fail, of failures made by hand, and of records that no model would make.
//!
//! The pictures stand in `pictures/`. `UPDATE_EXPECT=1 cargo test -p interleave --test drawing` writes them anew; look at
//! each before keeping it.

#[macro_use]
extern crate interleave as std;
extern crate interleave as core;

mod anything;
mod calls;
mod lesson;
mod made;
mod models;
mod pitfalls;
mod programs;
mod steps;
mod stories;
mod styles;
mod told;
mod waits;
