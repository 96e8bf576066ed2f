//! Python's `threading` and `queue`, rebuilt in small steps.
//!
//! Everything here stands on one pair: a mutex that is locked for a moment, and a condition variable on which a thread
//! sleeps until a *flag* or a *number* under that mutex has changed. The last steps show what such a pair is made of. Each step adds
//! one idea:
//!
//! | step | adds | so that |
//! |---|---|---|
//! | [`s1_lock`] | a flag | one thread at a time is in |
//! | [`s2_rlock`] | an owner and a level | a function may call another that locks, too |
//! | [`s3_condition`] | a list of those who wait | a thread can sleep until something is true |
//! | [`s4_semaphore`] | a number | a few at a time are in |
//! | [`s5_event`] | a flag that stays | who comes late need not wait |
//! | [`s6_barrier`] | rounds | threads wait for each other, again and again |
//! | [`s7_queue`] | items | threads hand over things and share nothing else |
//! | [`s8_orders`] | an order | what comes out next is the newest, or the smallest |
//! | [`s9_simple_queue`] | less: no limit, no count, no end | a put never waits, so a destructor may put |
//! | [`s10_thread`] | the thread itself | anybody may start it once, and wait for it |
//! | [`s11_local`] | a value for each thread | what is not shared needs no lock |
//! | [`s12_timer`] | a time | a thread can be told not to begin |
//! | [`s13_parking`] | one place to sleep for all | a lock needs none of its own |
//! | [`s14_mutex`] | two bits in one byte | to lock is one instruction, as in CPython 3.14 |
//! | [`s15_recursive`] | an owner and a level beside it | the same for a lock that its owner may lock again |
//!
//! Read the steps in this order. Each method names its Python counterpart. Where Python raises an exception, the method
//! returns an error with CPython's words.
//!
//! ```
//! use std::sync::Arc;
//! use threading::{Lock, Thread};
//!
//! let lock = Arc::new(Lock::new());
//! let threads: Vec<_> = (0..2)
//!     .map(|n| {
//!         let lock = Arc::clone(&lock);
//!         Thread::new(move || {
//!             let _with = lock.hold(); // with lock:
//!             println!("{n}");
//!         })
//!     })
//!     .collect();
//! threads.iter().try_for_each(Thread::start)?;
//! threads.iter().try_for_each(Thread::join)?;
//! # Ok::<(), threading::RuntimeError>(())
//! ```
//!
//! # Where Rust shows
//!
//! - *Nothing is poisoned.* Your code runs while a flag is set, not while a mutex is locked. A panic under one of these locks
//!   leaves no mark, as an exception leaves none in Python. (If a barrier's action panics, that breaks the barrier, as in Python. The
//!   comparisons of a `PriorityQueue` do run while its mutex is locked; there the poison is looked past.)
//! - *A queue that is shut down* gives your item back with the error. Who puts must say what becomes of it.
//! - *Who may release.* `Lock` and `Semaphore` are released by anybody, as in Python; `RLock` by its owner.
//! - *A program ends with `main`.* Let [`shutdown`] be its last act, and it waits for the threads that are no daemons, as Python does.
//! - *What a lock guards* Rust does not know of these locks. If only data must be guarded, `std::sync::Mutex` is the better tool.
//!
//! # How it is checked
//!
//! The tests beside the package in `model/` run this very source on a shadow of the standard library that tries every
//! schedule up to a bound (crate `interleave`). Each states its bound; none uses more than five threads, and none
//! shows that a turn comes soon. For semaphores, barriers and queues, random small programs are run in the same way; for each schedule
//! there must be an order, one call after the other, that explains every answer (`model/tests/linear`).
//!
//! `BEHAVIOURS.md` is what the tests below `tests/behaviours` found when they asked a CPython and these classes the same questions, with the
//! differences and their reasons first.
//!
//! # Left out
//!
//! - What else Python does at its end: `atexit`. And a daemon is stopped there when it next wants the GIL, here with the process.
//! - A thread's name that changes; `native_id` but on Linux; `stack_size`, `settrace` and `setprofile`.
//! - Signals: a main thread that waits for a lock in Python can be interrupted by Ctrl-C (on Windows since 3.14); here it cannot.

#[cfg(feature = "model")]
extern crate interleave as core;
#[cfg(feature = "model")]
#[macro_use]
extern crate interleave as std;

mod error;

pub mod s1_lock;

pub mod s2_rlock;

pub mod s3_condition;

pub mod s4_semaphore;

pub mod s5_event;

pub mod s6_barrier;

pub mod s7_queue;

pub mod s8_orders;

pub mod s9_simple_queue;

pub mod s10_thread;

pub mod s11_local;

pub mod s12_timer;

pub mod s13_parking;

pub mod s14_mutex;

pub mod s15_recursive;

pub use error::{Empty, GetError, PutError, RuntimeError, ShutDown, ValueError};
pub use s1_lock::Lock;
pub use s2_rlock::RLock;
pub use s3_condition::{Condition, Lockable};
pub use s4_semaphore::{BoundedSemaphore, Semaphore};
pub use s5_event::Event;
pub use s6_barrier::{Barrier, BrokenBarrierError};
pub use s7_queue::{Order, OrderedQueue, Queue};
pub use s8_orders::{LifoQueue, PriorityQueue};
pub use s9_simple_queue::SimpleQueue;
pub use s10_thread::{
    AtShutdown, ExceptHook, ExceptHookArgs, Shutdown, SystemExit, Thread, active_count, at_shutdown, current_thread,
    enumerate, exit, main_thread, set_excepthook, shutdown,
};
pub use s11_local::Local;
pub use s12_timer::Timer;
pub use s14_mutex::PyMutex;
pub use s15_recursive::PyRLock;
