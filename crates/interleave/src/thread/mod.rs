//! `std::thread`, checked.

mod park;
mod refused;
mod scope;

use std::cell::RefCell;
use std::fmt;
use std::num::NonZero;
use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

pub use std::thread::{AccessError, Result, panicking};

pub use crate::local::LocalKey;
pub use park::{park, park_timeout};
pub use refused::Builder;
pub use scope::{Scope, ScopedJoinHandle, scope};

use crate::ending::{cannot_follow, fail};
use crate::execution::{self, begin, done};
use crate::failure::Kind;
use crate::record::{Place, Wake, Wants, What};
use crate::{choice, time, unwind};
use park::Token;

/// After so many times that a thread let others run in one schedule, loom is asked to explore it no further. Switches
/// at these places are free, so two threads that wait for each other's progress would hand over for ever.
const EXPLORED_YIELDS: usize = 3;

thread_local! {
    /// The park tokens of the execution's threads, by number.
    static TOKENS: RefCell<Vec<Rc<Token>>> = const { RefCell::new(Vec::new()) };
}

pub(crate) fn new_execution() {
    TOKENS.with(|tokens| *tokens.borrow_mut() = vec![Rc::new(Token::new())]);
}

fn token(thread: usize) -> Rc<Token> {
    TOKENS.with(|tokens| Rc::clone(&tokens.borrow()[thread]))
}

/// Starts a thread.
///
/// Ends the model if there are too many: it can have five, the closure's own included.
#[track_caller]
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    spawn_at(f, Location::caller())
}

fn spawn_at<F, T>(f: F, place: Place) -> JoinHandle<T>
where
    F: FnOnce() -> T + 'static,
    T: 'static,
{
    if unwind::unwinding() {
        cannot_follow("a destructor started a thread while its thread panicked", place);
    }
    if execution::with(|execution| execution.threads.len()) >= loom::MAX_THREADS {
        fail(Kind::TooManyThreads, &loom::MAX_THREADS.to_string(), place);
    }
    let child = execution::add_thread();
    done(place, None, What::Spawned { child });
    // The parent makes the child's token, so that its making is no race.
    TOKENS.with(|tokens| tokens.borrow_mut().push(Rc::new(Token::new())));
    let inner = loom::thread::spawn(move || {
        let outcome = unwind::catching(f);
        crate::local::end_thread();
        outcome
    });
    let thread = Thread { number: child, inner: inner.thread().clone() };
    JoinHandle { inner, thread }
}

/// `std::thread::JoinHandle`, checked.
pub struct JoinHandle<T> {
    inner: loom::thread::JoinHandle<Result<T>>,
    thread: Thread,
}

impl<T> JoinHandle<T> {
    /// Waits for the thread's end.
    ///
    /// # Errors
    ///
    /// What it panicked with.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        self.join_at(Location::caller())
    }

    fn join_at(self, place: Place) -> Result<T> {
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
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JoinHandle { .. }")
    }
}

/// `std::thread::Thread`, checked.
#[derive(Clone, Debug)]
pub struct Thread {
    number: usize,
    inner: loom::thread::Thread,
}

impl Thread {
    /// Its identity within this schedule.
    pub fn id(&self) -> ThreadId {
        ThreadId(self.number)
    }

    /// Its name: as in std, only the main thread has one.
    pub fn name(&self) -> Option<&str> {
        (self.number == 0).then_some("main")
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
}

/// `std::thread::ThreadId`, checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ThreadId(usize);

/// The running thread.
pub fn current() -> Thread {
    Thread { number: execution::running(), inner: loom::thread::current() }
}

/// How many threads can run at once: in a model, two.
///
/// # Errors
///
/// Never, in a model.
pub fn available_parallelism() -> std::io::Result<NonZero<usize>> {
    Ok(NonZero::new(2).expect("two is not zero"))
}

/// Lets others run.
#[track_caller]
pub fn yield_now() {
    if unwind::unwinding() {
        return;
    }
    done(Location::caller(), None, What::Yielded);
    // To yield twice would force two steps on the others.
    if !time::jumps() {
        let_others_run();
    }
}

/// Waits: in a model, until others ran, or not at all. The search tries both.
#[track_caller]
pub fn sleep(duration: Duration) {
    if unwind::unwinding() {
        return;
    }
    let place = Location::caller();
    begin(place, Wants::Pass, None);
    let others_ran = wait_for(duration) == Wake::TimeUp;
    done(place, None, What::Slept { others_ran });
}

/// The time of a sleep or a time-out passes: before anybody else runs, or while others do.
pub(crate) fn wait_for(duration: Duration) -> Wake {
    match choice::early() {
        Some(true) => {
            time::pass(duration);
            return Wake::TimeUpAtOnce;
        }
        Some(false) => {
            count_yield();
            time::pass_at_least(duration);
        }
        None => {
            let_others_run();
            time::pass(duration);
        }
    }
    Wake::TimeUp
}

pub(crate) fn let_others_run() {
    count_yield();
    loom::thread::yield_now();
}

fn count_yield() {
    let thread = execution::running();
    let enough = execution::with(|execution| {
        let yields = &mut execution.threads[thread].yields;
        *yields += 1;
        let enough = *yields > EXPLORED_YIELDS && !execution.not_explored;
        execution.not_explored |= enough;
        enough
    });
    if enough {
        loom::skip_branch();
    }
}
