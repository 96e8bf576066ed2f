//! Who am I? The `Thread` of the thread that asks.
//!
//! # Keeps true
//!
//! A thread gets the same answer as long as it lives, and no other thread gets it.
//!
//! # Unlike Python
//!
//! Python knows its main thread. Here it is the one that std calls "main" and that this crate has not started. A
//! thread that it has not started is a stranger: it is a daemon, as in Python, but the threads that it makes are not, unless they say so.

use super::{Thread, native, next_name, running};
use std::cell::RefCell;
use std::sync::OnceLock;
use std::thread;

/// What a thread knows of itself.
struct Me {
    thread: Thread,
    /// This crate has not started it, so nobody but this value's end takes it off the list.
    stranger: bool,
}

thread_local! {
    static ME: RefCell<Option<Me>> = const { RefCell::new(None) };
}

static MAIN: OnceLock<Thread> = OnceLock::new();

/// The running thread. Python: `threading.current_thread()`.
///
/// A thread that this crate has not started gets one called `Dummy-1`, which nobody can join; it is listed until it ends.
pub fn current_thread() -> Thread {
    if let Some(thread) = known() {
        return thread;
    }
    let is_main = thread::current().name() == Some("main");
    let thread = if is_main { main_thread() } else { Thread::of(next_name("Dummy"), true, None) };
    thread.0.ident.get_or_init(|| thread::current().id());
    thread.0.native_id.get_or_init(native::id);
    let me = Me { thread: thread.clone(), stranger: !is_main };
    // A thread whose own values are gone has no place to keep it, and is listed no more.
    if ME.try_with(|mine| mine.replace(Some(me))).is_ok() && !is_main {
        let _ = running::enter(&thread);
    }
    thread
}

/// The thread in which the program began. Python: `threading.main_thread()`.
///
/// To join it is to wait until it has called [`shutdown`](super::shutdown).
pub fn main_thread() -> Thread {
    MAIN.get_or_init(|| Thread::of("MainThread".into(), false, None)).clone()
}

/// The running thread, if it has been asked before, or was started by this crate.
pub(super) fn known() -> Option<Thread> {
    ME.try_with(|me| me.borrow().as_ref().map(|me| me.thread.clone())).ok().flatten()
}

/// Whether threads that the running one makes are daemons, if they say nothing.
pub(super) fn is_daemon() -> bool {
    ME.try_with(|me| me.borrow().as_ref().is_some_and(|me| me.thread.is_daemon() && !me.stranger)).unwrap_or(false)
}

/// The running thread is `thread`.
pub(super) fn set(thread: &Thread) {
    ME.set(Some(Me { thread: thread.clone(), stranger: false }));
}

impl Drop for Me {
    fn drop(&mut self) {
        if self.stranger {
            running::leave(&self.thread);
        }
    }
}
