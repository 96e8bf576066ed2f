//! `JoinHandle` and `Thread`: a thread, seen from others.
//!
//! # Keeps true
//!
//! In a model that calls `is_finished` the end of a thread is a step of the schedule; in others it is none, which leaves
//! fewer schedules.

use std::fmt;
use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use super::{Result, park, token};
use crate::execution::{self, begin, done};
use crate::knowledge;
use crate::record::{Place, Step, Wants, What};
use crate::sync::atomic::answers_may_be_old;
use crate::{time, unwind};

/// `std::thread::JoinHandle`, checked.
pub struct JoinHandle<T> {
    inner: loom::thread::JoinHandle<Result<T>>,
    thread: Thread,
}

// SAFETY: as for std's: the result is the thread's until it is joined, and `join` takes the handle.
unsafe impl<T> Send for JoinHandle<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for JoinHandle<T> {}

impl<T> JoinHandle<T> {
    pub(super) fn of(number: usize, inner: loom::thread::JoinHandle<Result<T>>) -> Self {
        let thread = Thread { number, name: token(number).name.clone(), inner: inner.thread().clone() };
        JoinHandle { inner, thread }
    }

    /// Waits for the thread's end.
    ///
    /// # Errors
    ///
    /// What it panicked with.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        self.join_at(Location::caller())
    }

    pub(super) fn join_at(self, place: Place) -> Result<T> {
        let child = self.thread.number;
        begin(place, Wants::Join { child }, None);
        let result = self.inner.join().and_then(|outcome| outcome);
        time::catch_up_with(child);
        done(place, None, What::Joined { child });
        result
    }

    /// The thread.
    pub fn thread(&self) -> &Thread {
        &self.thread
    }

    /// Has it ended? That it has orders nothing; to join it does.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        is_finished(self.thread.number, Location::caller())
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JoinHandle { .. }")
    }
}

pub(super) fn is_finished(child: usize, place: Place) -> bool {
    if !knowledge::with(|knowledge| std::mem::replace(&mut knowledge.asks_for_ends, true)) {
        knowledge::begin_again();
    }
    begin(place, Wants::Pass, None);
    // Relaxed: std promises no order, and has none.
    let ended = &token(child).ended;
    let ended = if answers_may_be_old() {
        ended.load(Relaxed)
    } else {
        ended.compare_exchange(true, true, Relaxed, Relaxed).is_ok()
    };
    done(place, None, What::Step(Step::AskedForEnd { child, ended }));
    ended
}

/// The running thread has ended, but for telling those who ask.
pub(super) fn end() {
    if knowledge::with(|knowledge| knowledge.asks_for_ends) {
        // Relaxed: see `is_finished`.
        token(execution::running()).ended.swap(true, Relaxed);
    }
}

/// `std::thread::Thread`, checked.
#[derive(Clone)]
pub struct Thread {
    pub(super) number: usize,
    name: Option<Arc<str>>,
    inner: loom::thread::Thread,
}

impl Thread {
    /// Its identity within this schedule.
    pub fn id(&self) -> ThreadId {
        ThreadId(self.number)
    }

    /// Its name: "main", or the one that its [`Builder`](super::Builder) was given.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Gives it its token: it wakes, or its next `park` returns at once.
    #[track_caller]
    pub fn unpark(&self) {
        let place = Location::caller();
        let (number, thread) = (self.number, self.inner.clone());
        if unwind::unwinding() {
            unwind::keep(move || park::give_token(number, &thread, place));
        } else {
            park::give_token(number, &thread, place);
        }
    }

    /// As [`unpark`](Self::unpark), where no call stands: a waker is called.
    pub(crate) fn wake(&self) {
        let (number, thread) = (self.number, self.inner.clone());
        let wake = move || {
            park::give(number, &thread);
            done(None::<Place>, None, What::Step(Step::Woke { thread: number }));
        };
        if unwind::unwinding() { unwind::keep(wake) } else { wake() }
    }
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread").field("id", &self.id()).field("name", &self.name()).finish_non_exhaustive()
    }
}

/// `std::thread::ThreadId`, checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ThreadId(usize);

/// The running thread.
#[track_caller]
pub fn current() -> Thread {
    execution::must_be_inside("thread", Location::caller());
    let number = execution::running();
    Thread { number, name: token(number).name.clone(), inner: loom::thread::current() }
}
