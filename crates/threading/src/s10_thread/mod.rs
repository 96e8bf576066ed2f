//! Step 10: `Thread`, which runs a function and can be waited for.
//!
//! A `JoinHandle` of Rust can be joined once, by its owner, and hands over the result. A Python `Thread` is an object that
//! anybody may join, as often as they like; it has no result, and an exception ends in its own thread. Here too: a
//! `Thread` is cloned as a reference is in Python, and every clone is the same thread.
//!
//! # Keeps true
//!
//! A thread is started at most once. `join` returns after the target has returned or panicked, and the joiner sees all that
//! it wrote. By then the thread is on no list any more, and what it had for itself is gone.
//!
//! ```text
//!   A  start ───────────────── join ▶ sleeps ···································· ▶ returns
//!   B        target ▶ returns, or panics ▶ excepthook ▶ its own values go ▶ off the list, set
//! ```
//!
//! # Unlike Python
//!
//! A Rust process ends with `main`, whoever still runs: call [`shutdown`] there. Whether a thread is a daemon is settled as it is made.
//! Python's "cannot set daemon status of active thread" has no counterpart.
//!
//! # Not yet
//!
//! A value of its own for each thread (step 11).

mod asked;
mod at_end;
mod current;
mod hook;
mod native;
mod running;

pub(crate) use at_end::{AtEnd, at_end};
pub use current::{current_thread, main_thread};
pub use hook::{ExceptHook, ExceptHookArgs, SystemExit, exit, set_excepthook};
pub use running::{AtShutdown, Shutdown, active_count, at_shutdown, enumerate, shutdown};

use crate::error::RuntimeError;
use crate::s5_event::Event;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::{self, ThreadId};
use std::time::Duration;

/// What a thread runs.
type Target = Box<dyn FnOnce() + Send>;

/// A function to run in a thread of its own. Python: `threading.Thread` (3.13: Lib/threading.py).
#[derive(Clone)]
pub struct Thread(Arc<Inner>);

struct Inner {
    name: String,
    daemon: bool,
    /// It was started elsewhere, and is here to have a name. Python: `_MainThread` and `_DummyThread`.
    foreign: bool,
    /// Taken by whoever starts the thread.
    target: Mutex<Option<Target>>,
    /// Known once it is started: to its own target, and to who has come back from `start`.
    ident: OnceLock<ThreadId>,
    /// Told by the thread itself, as its first act.
    native_id: OnceLock<Option<u64>>,
    /// Set at its end.
    ended: Event,
}

/// How many threads were made without a name.
static UNNAMED: AtomicUsize = AtomicUsize::new(0);

fn next_name(kind: &str) -> String {
    // Relaxed: the numbers must differ, and order nothing.
    format!("{kind}-{}", UNNAMED.fetch_add(1, Relaxed) + 1)
}

impl Thread {
    /// A thread that will run `target`; it is called `Thread-1`, `Thread-2` and so on. Python: `Thread(target=target)`.
    pub fn new(target: impl FnOnce() + Send + 'static) -> Self {
        Thread::named(next_name("Thread"), target)
    }

    /// A thread called `name`. Python: `Thread(target=target, name=name)`.
    pub fn named(name: impl Into<String>, target: impl FnOnce() + Send + 'static) -> Self {
        Thread::of(name.into(), current::is_daemon(), Some(Box::new(target)))
    }

    fn of(name: String, daemon: bool, target: Option<Target>) -> Self {
        Thread(Arc::new(Inner {
            name,
            daemon,
            foreign: target.is_none(),
            target: Mutex::new(target),
            ident: OnceLock::new(),
            native_id: OnceLock::new(),
            ended: Event::new(),
        }))
    }

    /// Says whether the program may end while this thread runs. If you do not say, it is as with the thread that makes it; the main
    /// thread is no daemon. Python: `Thread(daemon=daemon)`.
    ///
    /// # Panics
    ///
    /// If there is a clone of it. A thread that runs has one of itself, so it does not run; one that has ended may be told, to no effect.
    #[must_use]
    pub fn daemon(mut self, daemon: bool) -> Self {
        Arc::get_mut(&mut self.0).expect("say whether it is a daemon before you clone it").daemon = daemon;
        self
    }

    /// Starts it. Python: `thread.start()`.
    ///
    /// A panic of the target ends this thread only. Rust's panic hook reports it on the terminal, with the thread's name; then
    /// the [`ExceptHook`] is told, if there is one.
    ///
    /// # Errors
    ///
    /// If it was started before, if [`shutdown`] has returned, or if the system has no thread left; it cannot be started again then.
    // ANCHOR: start
    pub fn start(&self) -> Result<(), RuntimeError> {
        let target = self.0.target.lock().expect("nothing panics while this mutex is held").take();
        let target = target.ok_or(RuntimeError("threads can only be started once"))?;
        running::enter(self)?;
        let thread = self.clone();
        // Python's names may hold a NUL; the system's cannot.
        let builder = thread::Builder::new().name(self.0.name.replace('\0', " "));
        let Ok(handle) = builder.spawn(move || thread.run(target)) else {
            running::leave(self);
            return Err(RuntimeError("can't start new thread"));
        };
        // Here and in `run`: whoever comes first. In CPython `start` waits until the thread has done it.
        self.0.ident.get_or_init(|| handle.thread().id());
        Ok(())
    }

    fn run(self, target: Target) {
        self.0.ident.get_or_init(|| thread::current().id());
        self.0.native_id.get_or_init(native::id);
        current::set(&self);
        let outcome = catch_unwind(AssertUnwindSafe(target));
        let mut panics = at_end::Panics::default();
        if let Err(panic) = outcome {
            panics.extend(hook::call(&*panic, &self));
            panics.push(panic);
        }
        panics.extend(at_end::all());
        running::leave(&self);
        // Last: this may be a program's code, too.
        at_end::forget(panics);
    }
    // ANCHOR_END: start

    /// Waits until it has ended, whatever its end was. Python: `thread.join()`.
    ///
    /// # Errors
    ///
    /// If it was not started, was not started by this crate, or is the thread that asks.
    // ANCHOR: join
    pub fn join(&self) -> Result<(), RuntimeError> {
        self.can_be_joined()?;
        self.0.ended.wait();
        Ok(())
    }
    // ANCHOR_END: join

    /// As [`join`](Thread::join), but waits for at most `timeout`; returns whether it has ended. Python: `join(timeout)`, then
    /// `not is_alive()`.
    ///
    /// # Errors
    ///
    /// As [`join`](Thread::join).
    pub fn join_timeout(&self, timeout: Duration) -> Result<bool, RuntimeError> {
        self.can_be_joined()?;
        Ok(self.0.ended.wait_timeout(timeout))
    }

    fn can_be_joined(&self) -> Result<(), RuntimeError> {
        if self.0.foreign && *self != main_thread() {
            return Err(RuntimeError("cannot join a dummy thread"));
        }
        if !self.was_started() {
            return Err(RuntimeError("cannot join thread before it is started"));
        }
        if self.ident() == Some(thread::current().id()) {
            return Err(RuntimeError("cannot join current thread"));
        }
        Ok(())
    }
}
