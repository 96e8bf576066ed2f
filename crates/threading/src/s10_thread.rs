//! Step 10: `Thread`, which runs a function and can be waited for.
//!
//! A `JoinHandle` of Rust can be joined once, by its owner, and hands over the result. A Python `Thread` is an object that
//! anybody may join, as often as they like; it has no result, and an exception ends in its own thread.
//!
//! # Keeps true
//!
//! A thread is started at most once. `join` returns after the target has returned or panicked, and the joiner sees all that
//! it wrote.
//!
//! ```text
//!   A  start ───────────────── join ▶ sleeps ············ ▶ returns
//!   B        target ▶ returns, or panics and says so ▶ set
//! ```
//!
//! # Unlike Python
//!
//! A Python process waits at its end for every thread that is not a daemon. A Rust process ends with `main`, so join your threads.

use crate::error::RuntimeError;
use crate::s5_event::Event;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::{self, ThreadId};
use std::time::Duration;

/// What a thread runs.
type Target = Box<dyn FnOnce() + Send>;

/// A function to run in a thread of its own. Python: `threading.Thread` (3.13: Lib/threading.py).
pub struct Thread {
    name: String,
    /// Taken by whoever starts the thread.
    target: Mutex<Option<Target>>,
    /// Known once it is started: to its own target, and to who has come back from `start`.
    ident: Arc<OnceLock<ThreadId>>,
    /// Set at its end.
    ended: Arc<Event>,
}

/// How many threads were made without a name.
static UNNAMED: AtomicUsize = AtomicUsize::new(0);

impl Thread {
    /// A thread that will run `target`; it is called `Thread-1`, `Thread-2` and so on. Python: `Thread(target=target)`.
    pub fn new(target: impl FnOnce() + Send + 'static) -> Self {
        // Relaxed: the numbers must differ, and order nothing.
        Thread::named(format!("Thread-{}", UNNAMED.fetch_add(1, Relaxed) + 1), target)
    }

    /// A thread called `name`. Python: `Thread(target=target, name=name)`.
    pub fn named(name: impl Into<String>, target: impl FnOnce() + Send + 'static) -> Self {
        Thread {
            name: name.into(),
            target: Mutex::new(Some(Box::new(target))),
            ident: Arc::default(),
            ended: Arc::default(),
        }
    }

    /// Starts it. Python: `thread.start()`.
    ///
    /// A panic of the target is reported on the terminal, with the thread's name, and ends this thread only.
    ///
    /// # Errors
    ///
    /// If it was started before, or if the system has no thread left; it cannot be started again then.
    // ANCHOR: start
    pub fn start(&self) -> Result<(), RuntimeError> {
        let target = self.target.lock().expect("nothing panics while this mutex is held").take();
        let target = target.ok_or(RuntimeError("threads can only be started once"))?;
        let (ident, ended) = (Arc::clone(&self.ident), Arc::clone(&self.ended));
        let run = move || {
            // Here and below: whoever comes first. In CPython `start` waits until the thread has done it.
            ident.get_or_init(|| thread::current().id());
            // Rust's own hook has said what happened by the time this returns, as Python's `threading.excepthook` does.
            let outcome = catch_unwind(AssertUnwindSafe(target));
            ended.set();
            // Last: what a target panicked with may panic once more as it is dropped.
            drop(outcome);
        };
        // Python's names may hold a NUL; the system's cannot.
        let builder = thread::Builder::new().name(self.name.replace('\0', " "));
        let handle = builder.spawn(run).map_err(|_| RuntimeError("can't start new thread"))?;
        self.ident.get_or_init(|| handle.thread().id());
        Ok(())
    }
    // ANCHOR_END: start

    /// Waits until it has ended, whatever its end was. Python: `thread.join()`.
    ///
    /// # Errors
    ///
    /// If it was not started, or is the thread that asks.
    // ANCHOR: join
    pub fn join(&self) -> Result<(), RuntimeError> {
        self.can_be_joined()?;
        self.ended.wait();
        Ok(())
    }
    // ANCHOR_END: join

    /// As [`join`](Thread::join), but waits for at most `timeout`; returns whether it has ended. Python: `join(timeout)`, then
    /// `not is_alive()`.
    ///
    /// # Errors
    ///
    /// If it was not started, or is the thread that asks.
    pub fn join_timeout(&self, timeout: Duration) -> Result<bool, RuntimeError> {
        self.can_be_joined()?;
        Ok(self.ended.wait_timeout(timeout))
    }

    fn can_be_joined(&self) -> Result<(), RuntimeError> {
        match self.ident.get() {
            None => Err(RuntimeError("cannot join thread before it is started")),
            Some(ident) if *ident == thread::current().id() => Err(RuntimeError("cannot join current thread")),
            Some(_) => Ok(()),
        }
    }

    /// Whether it was started and has not ended. Python: `thread.is_alive()`.
    pub fn is_alive(&self) -> bool {
        self.ident.get().is_some() && !self.ended.is_set()
    }

    /// Its name. Python: `thread.name`; since 3.10 a name that Python makes up ends with the function's, such as `Thread-1 (work)`.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread").field("name", &self.name).field("alive", &self.is_alive()).finish_non_exhaustive()
    }
}
