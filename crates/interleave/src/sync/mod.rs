//! `std::sync`, checked.
//!
//! `Arc` and `Weak` are std's own: a wrapper could not be `Arc<dyn Fn()>`, nor the `self: Arc<Self>` of a method.
//! Everything else that is stable is here, but the old constants `ONCE_INIT` and `ATOMIC_…_INIT`: use `new`. What std has not
//! stabilised does not compile inside a model.

pub mod atomic;

mod crowd;
mod sleeper;

mod guard;
mod mutex;
mod mutex_guard;

mod condvar;
mod waiters;

mod read_write;
mod rwlock;

mod barrier;

mod lazy_lock;
mod once;
mod once_lock;
mod stage;

pub mod mpsc;

pub use std::sync::{Arc, LockResult, PoisonError, TryLockError, TryLockResult, Weak};

pub use barrier::{Barrier, BarrierWaitResult};
pub use condvar::{Condvar, WaitTimeoutResult};
pub use lazy_lock::LazyLock;
pub use mutex::Mutex;
pub use mutex_guard::MutexGuard;
pub use once::{Once, OnceState};
pub use once_lock::OnceLock;
pub use rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
