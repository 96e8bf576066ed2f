//! No false verdict: right programs are accepted, wrong ones rejected, and rejected for the right reason.
//!
//! Each module is one theme. It opens with its tables: the wrong programs, each with the kind of failure that it must
//! be rejected for, and the right ones. The programs follow, each headed by what somebody believes who writes it, in
//! quotes where the belief is wrong. Every row of a table is a test. All use the search that `interleave::model` uses.
//!
//! What `std`, `core` and `alloc` mean in all modules is decided here, at the root.

#[macro_use]
extern crate interleave as std;
extern crate interleave as alloc;
extern crate interleave as core;

#[macro_use]
mod table;
mod shared;

mod clock;
mod park;
mod time;

mod condvars;
mod locks;
mod read_write;
mod try_lock;

mod barrier;
mod channels;
mod lazy;
mod once;

mod atomics;
mod fences;
mod memory;
mod releases;
mod stack;

mod algorithms;
mod textbook;

mod ends;
mod leaks;
mod poison;
mod tracked;

mod beyond;
mod block_on;
mod builder;
mod forms;
mod futures;
mod language;
mod limits;
mod published;
mod side_by_side;
mod statics;

mod public;

// Written by somebody who tried to fool the engine, after it was made.
mod held_memory;
mod held_mended;
mod held_python;

/// Without this every row would run on the real standard library, and most wrong programs would be accepted.
#[test]
fn std_core_and_alloc_are_the_shadow() {
    use std::any::type_name;

    assert!(type_name::<std::sync::Mutex<u8>>().starts_with("interleave::"));
    assert!(type_name::<std::cell::UnsafeCell<u8>>().starts_with("interleave::"));
    assert!(type_name::<core::sync::atomic::AtomicBool>().starts_with("interleave::"));
    assert!(type_name::<core::cell::UnsafeCell<u8>>().starts_with("interleave::"));
    assert!(type_name::<std::real::sync::Mutex<u8>>().starts_with("std::"));
}
