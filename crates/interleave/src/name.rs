//! Names for the drawing, given by a check: of a lock, an atomic or a cell, and of the thread that runs.
//!
//! A drawing takes an object's name from the source: `let free = Condvar::new()` is `free`. Where the source has none, or
//! where all have the same, a check gives one.
//!
//! ```
//! # #[macro_use] extern crate interleave as std;
//! # fn main() {
//! use std::sync::{Arc, Mutex};
//!
//! interleave::model(|| {
//!     let forks = Arc::new([Mutex::new(()), Mutex::new(())]);
//!     interleave::name(&forks[0], "left fork");
//!     interleave::name(&forks[1], "right fork");
//!     let theirs = Arc::clone(&forks);
//!     let other = std::thread::spawn(move || {
//!         interleave::name_thread("Kant");
//!         drop(theirs[0].lock().unwrap());
//!     });
//!     drop(forks[0].lock().unwrap());
//!     other.join().unwrap();
//! });
//! # }
//! ```
//!
//! # Keeps true
//!
//! Naming is no step of the schedule, and changes nothing but the drawing.

use crate::cell::UnsafeCell;
use crate::sync::atomic::*;
use crate::sync::mpsc::{Receiver, Sender, SyncSender};
use crate::sync::{Barrier, Condvar, LazyLock, Mutex, Once, OnceLock, RwLock};
use crate::{execution, pool, worker};

mod sealed {
    pub trait Shadow {
        /// The object's own number.
        fn number(&self) -> u64;
    }
}
use sealed::Shadow;

/// What can be given a name: `Mutex`, `RwLock`, `Condvar`, `Barrier`, `Once`, `OnceLock`, `LazyLock`, `UnsafeCell`, the
/// atomics, also in an `Arc`; and a channel, by either end.
pub trait Named: Shadow {}
impl<T: Shadow> Named for T {}

/// Calls `object` by this name in a drawing. Outside of a model it does nothing.
pub fn name(object: &impl Named, name: &str) {
    if worker::is_here() {
        let number = object.number();
        execution::name_object(number, pool::id_of(number), name);
    }
}

/// Calls the running thread by this name in a drawing. Outside of a model it does nothing.
pub fn name_thread(name: &str) {
    if worker::is_here() {
        execution::name_thread(name);
    }
}

impl<T: Shadow> Shadow for std::sync::Arc<T> {
    fn number(&self) -> u64 {
        (**self).number()
    }
}

macro_rules! end {
    ($($name:ident)*) => {$(
        impl<T> Shadow for $name<T> {
            fn number(&self) -> u64 {
                $name::number(self)
            }
        }
    )*};
}
end! { Sender SyncSender Receiver }

macro_rules! named {
    ($([$($of:ident),*] $name:ty;)*) => {$(
        impl<$($of),*> Shadow for $name {
            fn number(&self) -> u64 {
                self.late.number()
            }
        }
    )*};
}

named! {
    [T] Mutex<T>;
    [T] RwLock<T>;
    [T] OnceLock<T>;
    [T, F] LazyLock<T, F>;
    [T] UnsafeCell<T>;
    [T] AtomicPtr<T>;
    [] Condvar;
    [] Barrier;
    [] Once;
    [] AtomicBool;
    [] AtomicU8;
    [] AtomicU16;
    [] AtomicU32;
    [] AtomicU64;
    [] AtomicUsize;
    [] AtomicI8;
    [] AtomicI16;
    [] AtomicI32;
    [] AtomicI64;
    [] AtomicIsize;
}
