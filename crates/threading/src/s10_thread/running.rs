//! The threads that run, and the end of the program, which waits for them.
//!
//! # Keeps true
//!
//! A thread is on the list from before it runs until after its target's end; that it has ended is said at the moment at which it leaves the list.
//! When [`shutdown`] returns, no thread but daemons is on the list, and none will be.
//!
//! ```text
//!   main  shutdown ▶ is there one? B ▶ sleeps ············ ▶ is there one? C ▶ sleeps ··· ▶ none: no more starts
//!   B                                  starts C ▶ ends
//!   C                                                ····························· ▶ ends
//! ```
//!
//! So it looks again after each that has ended. Who takes a list of them and joins each one misses C.
//!
//! A thread of a pool ends when the pool says so, and whoever made the pool may never say it. So pools are told of the end first, by
//! [`at_shutdown`]. There is a thread of a pool only if its pool has been told, or stands on the list of those who will be.

use super::current::known;
use super::{Thread, main_thread};
use crate::error::RuntimeError;
use std::sync::{Mutex, MutexGuard, Weak};

struct Running {
    threads: Vec<Thread>,
    /// Who is told of the end before anybody is waited for.
    to_be_told: Vec<Weak<dyn AtShutdown>>,
    /// Nobody can be started any more.
    over: bool,
}

static RUNNING: Mutex<Running> = Mutex::new(Running { threads: Vec::new(), to_be_told: Vec::new(), over: false });

/// Puts `thread` on the list. Python: `_limbo` and `_active`.
pub(super) fn enter(thread: &Thread) -> Result<(), RuntimeError> {
    let mut running = running();
    if running.over {
        return Err(RuntimeError("can't create new thread at interpreter shutdown"));
    }
    running.threads.push(thread.clone());
    Ok(())
}

/// Takes `thread` off the list, and says that it has ended.
pub(super) fn leave(thread: &Thread) {
    let mut running = running();
    running.threads.retain(|other| other != thread);
    // Under the mutex: nobody can see a thread that has ended on the list, nor one that is alive without.
    thread.0.ended.set();
}

/// All threads that are alive, the main one first. Python: `threading.enumerate()`.
///
/// Of threads that this crate has not started it knows those that have called [`current_thread`](super::current_thread).
pub fn enumerate() -> Vec<Thread> {
    let mut all = vec![main_thread()];
    all.extend_from_slice(&running().threads);
    all
}

/// How many they are. Python: `threading.active_count()`.
pub fn active_count() -> usize {
    running().threads.len() + 1
}

/// Who has threads that end only when it says so: a pool.
pub trait AtShutdown: Send + Sync {
    /// The main thread has ended. It is called in the thread that called [`shutdown`], and without a lock.
    fn shuts_down(&self);
}

/// Has `whom` told by [`shutdown`] before that waits for anybody, if `whom` still exists then; the latest comes first. Python:
/// `threading._register_atexit`, for the standard library's own use.
pub fn at_shutdown(whom: Weak<dyn AtShutdown>) {
    let to_be_told = &mut running().to_be_told;
    // Else the list of a program that makes many pools would only grow.
    to_be_told.retain(|whom| whom.strong_count() > 0);
    to_be_told.push(whom);
}

/// Tells everybody. The list is empty, and stays so while the mutex is locked.
fn all_told() -> MutexGuard<'static, Running> {
    loop {
        let mut running = running();
        let Some(whom) = running.to_be_told.pop() else { return running };
        drop(running);
        if let Some(whom) = whom.upgrade() {
            whom.shuts_down();
        }
    }
}

/// The end of the main thread: tells all pools, and waits for all other threads that are no daemons. From then on none can be started.
///
/// Python does it by itself when the main thread has ended (3.13: `_shutdown` in Lib/threading.py). In Rust the process ends with `main`,
/// and with it every thread that still runs, so let it be `main`'s last act.
// ANCHOR: shutdown
pub fn shutdown() {
    main_thread().0.ended.set();
    while let Some(thread) = somebody_to_wait_for() {
        thread.0.ended.wait();
    }
}

fn somebody_to_wait_for() -> Option<Thread> {
    let myself = known();
    let mut running = all_told();
    let found = running.threads.iter().find(|thread| !thread.is_daemon() && myself.as_ref() != Some(thread)).cloned();
    // In the same look: nobody can be started between "there is none" and "there will be none".
    running.over |= found.is_none();
    found
}
// ANCHOR_END: shutdown

/// Calls [`shutdown`] when it is dropped. `let _end = Shutdown;` as `main`'s first line does it however `main` ends, by a `?` or a panic, too.
#[derive(Debug)]
#[must_use = "dropped at once, it waits at once"]
pub struct Shutdown;

impl Drop for Shutdown {
    fn drop(&mut self) {
        shutdown();
    }
}

fn running() -> MutexGuard<'static, Running> {
    RUNNING.lock().expect("nothing panics while this mutex is held")
}
