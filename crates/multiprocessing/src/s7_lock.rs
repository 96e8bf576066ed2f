//! Step 7: `Lock`, which lets one thread of all processes in, and says if the last one died inside.
//!
//! Threads that share a lock share their fate, too: when the process ends, both are gone. A process can be killed between any two
//! lines, with the lock held and its work half done. CPython's `multiprocessing.Lock` is a semaphore of POSIX, which knows nothing
//! of who took it: it stays locked, and everybody else waits for ever. Here the mutex is *robust*: the kernel knows who
//! is inside, and opens the door when that one dies.
//!
//! # Keeps true
//!
//! At most one living thread holds the lock, whatever happens to whom. If a holder did not get to the end of its block, each
//! holder after it is told so, until one says [`Hold::repaired`].
//!
//! ```text
//!   A  acquire ▶ counts … killed
//!   B     acquire ▶ sleeps ···· ▶ holds the lock, and HolderDied ▶ mends ▶ repaired ▶ drop
//!   C     acquire ▶ sleeps ······························································ ▶ holds the lock
//! ```
//!
//! # Not here
//!
//! - macOS, which has no robust mutexes: there a holder that is killed leaves the lock locked, as in CPython. Windows, where it would
//!   be a mutex object; not written.
//! - Two processes each of which holds what the other waits for. Both wait for ever; the one that is killed lets the other in.
//! - To be released by somebody else than the holder, as Python's may be. Who holds it must be known, or nobody could tell that
//!   it died. So a [`Hold`] stays on its thread.
//! - `RLock`, `Semaphore`, `Event`, `Condition`, `Barrier`. There is no robust kind of these: nobody *holds* a semaphore.

mod error;

use crate::os::gate::Gate;
pub use error::{HolderDied, LockError};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cell::Cell;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;
use std::time::Duration;

/// A lock that processes share. A clone, and a copy that was sent to another process, is the same lock.
///
/// Python: `multiprocessing.Lock` (3.13: Lib/multiprocessing/synchronize.py, Modules/_multiprocessing/semaphore.c).
#[derive(Debug, Clone)]
pub struct Lock {
    /// One mapping for all clones.
    gate: Arc<Gate>,
}

impl Lock {
    /// An unlocked lock. Python: `Lock()`. Nothing has to be removed: it has no name, and goes with the last process that has it.
    ///
    /// # Errors
    ///
    /// If this process may open no more files, or there is no memory.
    pub fn new() -> Result<Lock, LockError> {
        Ok(Lock { gate: Arc::new(Gate::new()?) })
    }

    /// Waits until nobody holds the lock, and holds it until the returned value is dropped. Python: `lock.acquire()`, or
    /// `with lock:`.
    ///
    /// # Errors
    ///
    /// - [`LockError::HolderDied`]: you hold the lock, and what it guards may be half changed.
    /// - [`LockError::Twice`]: this thread holds it already. Python's lock would wait for ever.
    // ANCHOR: acquire
    pub fn acquire(&self) -> Result<Hold, LockError> {
        self.gate.wait(None)?;
        self.inside()
    }

    /// We are in. Whoever was here before us wrote a number, and took it back when it was done.
    fn inside(&self) -> Result<Hold, LockError> {
        let me = std::process::id();
        // Relaxed: the gate orders it. Only who is inside reads or writes this number.
        let last = self.gate.inside().load(Relaxed);
        let hold = Hold::new(&self.gate, last == 0);
        if last == 0 {
            self.gate.inside().store(me, Relaxed);
            Ok(hold)
        } else {
            Err(LockError::HolderDied(HolderDied { hold, process: last }))
        }
    }
    // ANCHOR_END: acquire

    /// Holds the lock if nobody else does; `None` if somebody does. Python: `lock.acquire(block=False)`.
    ///
    /// # Errors
    ///
    /// [`LockError::HolderDied`], as [`acquire`](Lock::acquire). If this thread holds it itself, that is `None`, as in Python.
    pub fn try_acquire(&self) -> Result<Option<Hold>, LockError> {
        if self.gate.try_wait()? { self.inside().map(Some) } else { Ok(None) }
    }

    /// As [`acquire`](Lock::acquire), but waits for at most `timeout`; `None` if that was not enough.
    ///
    /// Python: `lock.acquire(timeout=seconds)`. The kernel waits by the clock on the wall: somebody who sets it back makes the wait
    /// longer.
    ///
    /// # Errors
    ///
    /// As [`acquire`](Lock::acquire).
    pub fn acquire_timeout(&self, timeout: Duration) -> Result<Option<Hold>, LockError> {
        if self.gate.wait(Some(timeout))? { self.inside().map(Some) } else { Ok(None) }
    }
}

/// A `with lock:` block. Dropping it is the block's end, on this thread:
///
/// ```compile_fail,E0277
/// let lock = multiprocessing::Lock::new()?;
/// let with = lock.acquire()?;
/// std::thread::spawn(move || drop(with));
/// # Ok::<(), multiprocessing::LockError>(())
/// ```
///
/// If it is dropped by a panic, the block has not come to its end, and the next holder is told, as if this one had been killed.
#[derive(Debug)]
#[must_use = "dropped at once, it unlocks at once"]
pub struct Hold {
    /// The lock, kept in memory as long as it is held, even if all `Lock`s are dropped, or this is forgotten.
    gate: Arc<Gate>,
    /// Whether nobody has left what the lock guards half changed, that we know of.
    whole: Cell<bool>,
    /// Whether this thread was panicking already when it came in; then our block is not what fails.
    was_panicking: bool,
    /// A raw pointer is not `Send`, so this is not, either.
    stays: PhantomData<*const ()>,
}

impl Hold {
    fn new(gate: &Arc<Gate>, whole: bool) -> Hold {
        let (gate, was_panicking) = (Arc::clone(gate), thread::panicking());
        Hold { gate, whole: Cell::new(whole), was_panicking, stays: PhantomData }
    }

    /// You have looked at what the lock guards, and mended it: the next holder hears nothing of who died before.
    ///
    /// POSIX: `pthread_mutex_consistent`. Unlike there, a lock that nobody has mended can still be held, and still says so.
    pub fn repaired(&self) {
        self.whole.set(true);
        // Relaxed: the gate orders it.
        self.gate.inside().store(std::process::id(), Relaxed);
    }

    /// The end of the block. Python: `lock.release()`.
    pub fn release(self) {}
}

impl Drop for Hold {
    // ANCHOR: drop
    fn drop(&mut self) {
        let reached_its_end = self.was_panicking || !thread::panicking();
        if self.whole.get() && reached_its_end {
            // Relaxed: the gate orders it.
            self.gate.inside().store(0, Relaxed);
        }
        self.gate.open();
    }
    // ANCHOR_END: drop
}

// ANCHOR: travel
impl Serialize for Lock {
    /// Step 3: what rides beside the message is the descriptor of the memory that the mutex stands in.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.gate.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Lock {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Lock { gate: Arc::new(Gate::deserialize(deserializer)?) })
    }
}
// ANCHOR_END: travel
