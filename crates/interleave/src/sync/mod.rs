//! `std::sync`, checked.
//!
//! `Arc` and `Weak` are std's own: a wrapper could not be `Arc<dyn Fn()>`, nor the `self: Arc<Self>` of a method. What is
//! not modelled yet is refused when it is compiled, in `refused`.

pub mod atomic;
mod condvar;
mod guard;
mod mutex;
mod mutex_guard;
mod read_write;
mod refused;
mod rwlock;
mod sleeper;
mod waiters;

pub use std::sync::{Arc, LockResult, PoisonError, TryLockError, TryLockResult, Weak};

pub use condvar::{Condvar, WaitTimeoutResult};
pub use mutex::Mutex;
pub use mutex_guard::MutexGuard;
pub use refused::{Barrier, BarrierWaitResult, LazyLock, Once, OnceLock, OnceState, mpsc};
pub use rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
