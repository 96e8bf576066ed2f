//! `std::thread`, checked.

mod builder;
mod handle;
mod park;
mod scope;

use std::cell::RefCell;
use std::num::NonZero;
use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

pub use std::thread::{Result, panicking};

pub use crate::local::{AccessError, LocalKey};
pub use builder::Builder;
pub use handle::{JoinHandle, Thread, ThreadId, current};
pub(crate) use park::park_for;
#[allow(deprecated)] // std still has it
pub use park::park_timeout_ms;
pub use park::{park, park_timeout};
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
    /// What the execution's threads have, by number: each its park token and its name.
    static TOKENS: RefCell<Vec<Rc<Token>>> = const { RefCell::new(Vec::new()) };
}

pub(crate) fn new_execution() {
    TOKENS.with(|tokens| *tokens.borrow_mut() = vec![Rc::new(Token::new(Some("main".to_owned())))]);
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
    spawn_at(f, None, Location::caller())
}

fn spawn_at<F, T>(f: F, name: Option<String>, place: Place) -> JoinHandle<T>
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
    if let Some(name) = &name {
        execution::call_thread(child, name);
    }
    TOKENS.with(|tokens| tokens.borrow_mut().push(Rc::new(Token::new(name))));
    let inner = loom::thread::spawn(move || {
        let outcome = unwind::catching(f);
        crate::local::end_thread();
        handle::end();
        outcome
    });
    JoinHandle::of(child, inner)
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

/// As [`sleep`], in milliseconds.
#[deprecated(since = "1.6.0", note = "use `thread::sleep` instead")]
#[track_caller]
pub fn sleep_ms(milliseconds: u32) {
    sleep(Duration::from_millis(milliseconds.into()));
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
