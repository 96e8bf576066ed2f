//! CPython's Global Interpreter Lock, rebuilt in small steps.
//!
//! A thread that wants to run Python code must hold the GIL. You might expect a mutex that stays locked while the
//! code runs. CPython does something else: the GIL is a *flag*, and a mutex guards only the flag. The flag stays set
//! for a whole turn, the mutex is locked for a moment. Because the mutex is nearly always free, a thread that waits
//! for the flag can look at it, wait with a time limit, and leave a note for the holder. Each step adds one idea:
//!
//! | step | adds | so that |
//! |---|---|---|
//! | [`s1_flag`] | a flag, a mutex around it, a place to sleep | one thread at a time runs |
//! | [`s2_guard`] | a guard that lets go when it is dropped | an exception cannot keep the GIL |
//! | [`s3_drop_request`] | a waiter asks, the holder notices | a thread that never blocks still gives turns |
//! | [`s4_forced_switching`] | who was asked waits for the taker | letting go gives the turn to somebody else |
//! | [`s5_allow_threads`] | letting go around a wait | who waits for the world keeps nobody waiting |
//! | [`s6_statistics`] | counts and a log | you see who waits, how long, and who asks |
//!
//! Read the steps in this order. Each of the first three compiles alone, the fourth with `event`; and each says what it does not do yet. Step 4 has the
//! two halves of CPython's lock, `take_gil` and `drop_gil` (Python/ceval_gil.c; until 3.11, Python/ceval_gil.h), with
//! the same order of operations. It is what this crate exports as [`Gil`] and [`Held`]; steps 5 and 6 use it:
//!
//! ```
//! let gil = gil::Gil::default();
//! let mut held = gil.take();
//! // … run some bytecode, and now and then:
//! held.poll();
//! // … or wait for the world:
//! held.allow_threads(|| std::thread::yield_now());
//! drop(held);
//! ```
//!
//! What such a lock costs, and what not, is in [`impact`]: a computation and a wait, with the GIL and without.
//! What happened to it in a run is a list of [`event`]s, [`statistics`] are their sums, and `timeline` draws them.
//!
//! A GIL is a value. So an interpreter may have its own, as CPython's may since 3.12 (PEP 684): make one more [`Gil`].
//! `examples/interpreters.rs` does.
//!
//! # The machine
//!
//! What the GIL is for is seen with bytecode. [`vm`] is a small machine that runs it, one instruction of one thread at a time; `listing` reads what Python's
//! `dis` prints; `explore` tries every order of steps; and [`vm::run()`] leaves the order to real threads under this lock. The program `gil` does both:
//!
//! ```console
//! $ python3 -m dis x.py | cargo run -q -p gil -- explore -
//! ```
//!
//! # How it is checked
//!
//! The tests beside the package in `model/` run this very source on a shadow of the standard library that tries every
//! schedule up to a bound (crate `interleave`). Each states its bound. No such test can show
//! that a turn comes *soon*, or that it comes at all on a machine whose scheduler never runs a thread again; and none
//! uses more than five threads.
//!
//! # Left out
//!
//! - The other bits of the eval breaker. In CPython the drop request shares one word with signals, pending calls,
//!   asynchronous exceptions and the garbage collector, so that running code tests one word and not five.
//! - The end of the interpreter: CPython's waiters look whether it is shutting down, and then never return.
//! - Who owns a GIL. In CPython an interpreter does (PEP 684), and a thread that goes to another interpreter lets go of the
//!   one and takes the other. Here you hand a [`Gil`] to whoever shares it.
//! - The GIL's absence (PEP 703), which has a chapter of its own.

#[cfg(feature = "model")]
extern crate interleave as core;
#[cfg(feature = "model")]
#[macro_use]
extern crate interleave as std;

pub mod s1_flag;

pub mod s2_guard;

pub mod s3_drop_request;

pub mod s4_forced_switching;

pub use s4_forced_switching::{Gil, Held, SWITCH_INTERVAL};

pub mod s5_allow_threads;

pub mod s6_statistics;

pub use s6_statistics::{Watched, WatchedHeld};

pub mod impact;

pub mod event;

pub mod statistics;

// Nothing in it has two threads, so a model has nothing to try.
#[cfg(not(feature = "model"))]
pub mod timeline;

pub mod vm;

#[cfg(not(feature = "model"))]
pub mod listing;

#[cfg(not(feature = "model"))]
pub mod explore;
