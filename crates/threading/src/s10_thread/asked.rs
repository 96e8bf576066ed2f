//! What a `Thread` answers when it is asked.

use super::Thread;
use std::fmt;
use std::sync::Arc;
use std::thread::ThreadId;

impl Thread {
    /// Whether it was started and has not ended. Python: `thread.is_alive()`.
    pub fn is_alive(&self) -> bool {
        self.was_started() && !self.0.ended.is_set()
    }

    pub(super) fn was_started(&self) -> bool {
        self.0.foreign || self.0.ident.get().is_some()
    }

    /// Its name. Python: `thread.name`; since 3.10 a name that Python makes up ends with the function's, such as `Thread-1 (work)`.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Whether the program may end while it runs. Python: `thread.daemon`.
    pub fn is_daemon(&self) -> bool {
        self.0.daemon
    }

    /// Which thread it is, once it is started; kept when it has ended. Python: `thread.ident`, a number that a later thread may get
    /// again. Rust gives each to one thread only.
    ///
    /// The main thread's is known once that thread has called [`current_thread`](super::current_thread) or started one.
    pub fn ident(&self) -> Option<ThreadId> {
        self.0.ident.get().copied()
    }

    /// What the operating system calls it, once it is started. Python: `thread.native_id`. Known on Linux only.
    ///
    /// Waits for a thread that was started a moment ago: only the thread itself can tell.
    pub fn native_id(&self) -> Option<u64> {
        self.ident().and_then(|_| *self.0.native_id.wait())
    }
}

/// The same thread. Python: `is`.
impl PartialEq for Thread {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Thread {}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut said = f.debug_struct("Thread");
        said.field("name", &self.0.name).field("daemon", &self.0.daemon).field("alive", &self.is_alive());
        said.finish_non_exhaustive()
    }
}
