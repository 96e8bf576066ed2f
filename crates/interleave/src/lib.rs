//! Ordinary `std` code, checked in every schedule.
//!
//! A test on real threads runs one schedule of thousands, and the one that fails comes at a customer's. This crate runs
//! all of them, up to a stated bound. It is a second standard library: where a crate begins with
//!
//! ```
//! #[macro_use]
//! extern crate interleave as std;
//! extern crate interleave as core;
//! # fn main() {}
//! ```
//!
//! every `std::sync`, `std::thread`, `std::cell`, `std::time` and `std::hint` in it means the modules of this crate. Their types
//! behave as std's do, and tell [loom](https://docs.rs/loom) about every operation. loom runs the closure of a [`model`] again
//! and again, each time with other switches between threads and other stores for a load to read. The first schedule that
//! fails is drawn, one column a thread, one row an operation, on the lines of the code that was checked.
//!
//! ```
//! # #[macro_use] extern crate interleave as std;
//! # fn main() {
//! use std::sync::{Arc, Mutex};
//! use std::thread;
//!
//! interleave::model(|| {
//!     let count = Arc::new(Mutex::new(0));
//!     let theirs = Arc::clone(&count);
//!     let other = thread::spawn(move || *theirs.lock().unwrap() += 1);
//!     *count.lock().unwrap() += 1;
//!     other.join().unwrap();
//!     assert_eq!(*count.lock().unwrap(), 2);
//! });
//! # }
//! ```
//!
//! # To see a failure again
//!
//! Below a drawing stands the command that shows it again: `INTERLEAVE_REPLAY=k3f-1p81-9f3tz cargo test -p …`. With
//! `INTERLEAVE_STEP=1` its operations are shown one at a time, with what each changes; `INTERLEAVE_HTML=FILE` writes them to a
//! page. Other tests in the process run as usual, and so does this one if its schedule no longer fails. See [`replay`].
//!
//! # Keeps true
//!
//! - What a model accepts holds in every schedule of at most five threads with at most the stated number of forced
//!   switches, and what it rejects happened in the schedule that is drawn.
//! - Nothing falls through but what the list below names: what else is not modelled does not compile inside a model.
//! - Out of time, or beyond what loom can follow, is *undecided*, which fails the test.
//!
//! # What a model does not see
//!
//! - Load buffering: a load never returns a value that is stored later in the schedule.
//! - Fairness: that every thread gets its turn *some time*. Write a bound as an assertion instead.
//! - More than five threads, and more forced switches than its bound.
//! - Who goes on, with no forced switch left. With three threads or more: when a thread waits or ends then, the one that
//!   started first goes on, and the others are not tried. At the very first wait of all, another one costs a forced switch.
//! - How long anything takes. A sleep or a time-out is over at once, or after others ran.
//! - A race with the *making* of an object in another thread (publishing a fresh `Box` by a Relaxed store).
//! - What `Arc` and `Weak` do, which are std's own: the order that dropping one gives to other threads, and schedules that
//!   differ only in a count of theirs (`Weak::upgrade`, `Arc::strong_count`).
//! - Some orders of stores. The stores of an atomic stand in the order in which the schedule made them, if it also meets
//!   read-modify-writes or `SeqCst` stores, or more than two plain stores by several threads.
//! - `SeqCst` stores beside weaker ones of the same atomic may be judged stronger than they are; a `SeqCst` store in one
//!   thread against a `SeqCst` *fence* in another may be judged weaker, and a right program be rejected.
//! - Memory that was freed: code that uses it really does, and anything may happen, as without a model.
//! - What a program asks of the world: `SystemTime`, random numbers, files, the order of a `HashMap`. They are the real
//!   ones, and the model says *not repeatable* where it notices.
//! - Reads through [`UnsafeCell::get`](cell::UnsafeCell::get), which counts as a write, since the pointer that it gives may be
//!   written through.
//! - `try_send` is never told an old answer; `try_recv`, `OnceLock::get` and their like are. A full channel's sender, and one
//!   that is told that the receiver is gone, see all that the receiver did before.
//!
//! Memory that your own code frees too early is seen if what lies in it is a [`Tracked`].
//!
//! # What does not compile
//!
//! A cell, lock or atomic is more than its value. So `as_ptr` and `from_ptr` of the atomics and `UnsafeCell::from_mut` are
//! refused with the name of what to use, as is `Builder::spawn_unchecked`. `Mutex<dyn Trait>` and its like, of values without
//! a size, do not compile; nor do constants that call anything but `new`.
//!
//! # What a drawing shows
//!
//! Locks, atomics and cells are called by the name of their variable or field in the source, a channel by those of its two
//! ends, or each as a check calls it ([`name()`], [`name_thread`]). Of atomics the values are shown. Of a lock the data that
//! was found and left is shown, if it is an integer, `bool`, `char`, `String` or `&str`, an `Option`, `Vec` or `VecDeque` of
//! one of these, or a pair of `bool`, `u32`, `u64`, `usize`, `i32`, `i64`. Other data is not shown: its `Debug`, which is the
//! program's, could lock.
//!
//! What it was tried on stands in `TABLE.md`: wrong programs, each with its kind and the fewest forced switches, right ones,
//! and those that it judges wrongly.
//!
//! In the source the modules stand in reading order.

#[doc(no_inline)]
pub use std::*;

pub mod failure;
mod model;
mod name;
mod plan;
pub mod record;
pub mod replay;
mod step;

mod abandon;
mod asked;
mod cause;
mod choice;
mod data;
mod ending;
mod execution;
mod fingerprint;
mod knowledge;
mod late;
mod pool;
mod search;
mod steering;
mod unwind;
mod worker;

pub mod draw;
mod report;

mod block_on;
mod tracked;

pub mod cell;
pub mod hint;
#[doc(hidden)]
pub mod local;
pub mod panic;
#[doc(hidden)]
pub mod refused;
pub mod sync;
pub mod thread;
pub mod time;

pub use block_on::block_on;
pub use failure::{Failure, Kind};
pub use model::{Model, Passed, model, sequential};
pub use name::{Named, name, name_thread};
pub use proptest;
pub use tracked::Tracked;

/// The real standard library, for the parts of a test that are about real threads.
pub mod real {
    pub use ::std::*;
}
