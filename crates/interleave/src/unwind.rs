//! Panics inside a model: which are the program's own affair, which end the search.
//!
//! loom may not be called while a panic unwinds. So what a destructor does meanwhile (unlock, notify, store) is kept and
//! done when the unwinding is over, at the frame that catches: the root of a child, `catch_unwind`, or a scope. A panic
//! that nobody catches is the failure of this schedule. The search stops (see `worker`) at the first operation of the
//! model after it, in whatever destructor that stands, or else at the thread's root.
//!
//! # Keeps true
//!
//! A child's panic reaches `join` as `Err`, poisons the locks it held, and never aborts the test.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, Location, PanicHookInfo, catch_unwind};
use std::sync::Once;

use crate::abandon;
use crate::cause::{is_not_the_programs, looms_kind, looms_words, other_access, programs_kind};
use crate::ending::{failed, failure_of, stop};
use crate::execution::{self, Execution};
use crate::failure::{Failure, Kind};
use crate::record::{Event, What};
use crate::worker::{self, End};

type Later = Box<dyn FnOnce()>;

thread_local! {
    /// What each thread will do when it has stopped unwinding.
    static KEPT: RefCell<Vec<Vec<Later>>> = const { RefCell::new(Vec::new()) };
    /// The failure that a panic is which nobody will catch.
    static FATAL: RefCell<Option<Box<Failure>>> = const { RefCell::new(None) };
}

/// True while a panic unwinds towards a frame that catches it: loom may not be called. If nobody will, the search stops.
pub(crate) fn unwinding() -> bool {
    let panicking = std::thread::panicking();
    if panicking {
        stop_if_fatal();
    }
    panicking
}

/// The panic hook may not stop the search itself: a lock of std's is held while it runs.
fn stop_if_fatal() {
    if let Some(failure) = FATAL.take() {
        stop(*failure);
    }
}

/// The panic that nobody caught, now that loom has passed it on to the end of the search.
pub(crate) fn fatal() -> Option<End> {
    FATAL.take().map(|failure| failed(*failure))
}

/// The search is left: what was kept will not be done, and not be dropped either.
pub(crate) fn forget() {
    std::mem::forget(KEPT.take());
    FATAL.set(None);
}

/// Runs the main thread of an execution: a panic that comes out is the failure.
pub(crate) fn root(main: impl FnOnce()) {
    if catch_unwind(AssertUnwindSafe(main)).is_err() {
        stop_if_fatal();
        // Raised again without a panic hook.
        stop(execution::with(|execution| failure_of(execution, first_cause(execution).unwrap_or(0))));
    }
}

/// Does `later` when the running thread has stopped unwinding.
pub(crate) fn keep(later: impl FnOnce() + 'static) {
    let thread = execution::running();
    KEPT.with(|kept| {
        let mut kept = kept.borrow_mut();
        if kept.len() <= thread {
            kept.resize_with(thread + 1, Vec::new);
        }
        kept[thread].push(Box::new(later));
    });
}

/// Runs `f` and catches a panic of the program's own code, as `std::panic::catch_unwind` does.
pub(crate) fn catching<R>(f: impl FnOnce() -> R) -> std::thread::Result<R> {
    let thread = execution::running();
    execution::with(|execution| execution.threads[thread].catching += 1);
    let outcome = catch_unwind(AssertUnwindSafe(f));
    execution::with(|execution| execution.threads[thread].catching -= 1);
    if outcome.is_err() {
        stop_if_fatal();
        let kept = KEPT.with(|kept| kept.borrow_mut().get_mut(thread).map(std::mem::take));
        kept.into_iter().flatten().for_each(|later| later());
    }
    outcome
}

/// Has every panic inside a model noted instead of printed. Panics elsewhere are printed as before.
pub(crate) fn watch_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| match worker::is_here() {
            true if abandon::is_leaving() => {}
            true => note(panic),
            false => others(panic),
        }));
    });
}

fn note(panic: &PanicHookInfo<'_>) {
    let message = panic.payload_as_str().unwrap_or("a panic whose payload is not text").trim().to_owned();
    let place = panic.location();
    let thread = execution::running();
    let not_the_programs = place.is_some_and(is_not_the_programs);
    let at = place.filter(|_| !not_the_programs).map(|place| (place.file().to_owned(), place.line()));
    let failure = execution::try_with(|execution| {
        let record = &mut execution.record;
        if not_the_programs {
            let kind = looms_kind(&message, record);
            let collides_with = other_access(&message, thread, record);
            return Some(Failure {
                thread,
                record: record.clone(),
                collides_with,
                ..Failure::without_record(kind, looms_words(kind, &message), at)
            });
        }
        let kind = programs_kind(&message, place);
        if execution.threads[thread].catching > 0 {
            // Somebody catches it: something that happened, not yet a failure.
            record.threads[thread].doing = None;
            record.threads[thread].died = Some((message.clone(), at.clone()));
            record.events.push(Event { thread, place: None, object: None, what: What::Panicked { message, at } });
            execution.threads[thread].died_of = Some(kind);
            return None;
        }
        // If it only passes on that another thread panicked, then what that one said is what matters.
        Some(match first_cause(execution) {
            Some(cause) if is_aftermath(&message) => failure_of(execution, cause),
            _ => Failure { thread, record: execution.record.clone(), ..Failure::without_record(kind, &message, at) },
        })
    });
    // The execution was borrowed when the panic came: a fault of this crate.
    let ours = || Some(Failure::without_record(Kind::Undecided, &message_of_ours(place), None));
    if let Some(failure) = failure.unwrap_or_else(ours) {
        FATAL.set(Some(Box::new(failure)));
    }
}

fn message_of_ours(place: Option<&Location<'_>>) -> String {
    format!("interleave has a fault, at {}", place.map_or("an unknown place".to_owned(), ToString::to_string))
}

/// A caught panic is raised again (`resume_unwind`, the end of a scope). It would meet no panic hook.
pub(crate) fn resume(payload: Box<dyn std::any::Any + Send>) -> ! {
    let thread = execution::running();
    let uncaught = execution::with(|execution| {
        (execution.threads[thread].catching == 0)
            .then(|| failure_of(execution, first_cause(execution).unwrap_or(thread)))
    });
    if let Some(failure) = uncaught {
        stop(failure);
    }
    std::panic::resume_unwind(payload)
}

/// The last thread that died of something of its own.
pub(crate) fn first_cause(execution: &Execution) -> Option<usize> {
    let own = |event: &&Event| matches!(&event.what, What::Panicked { message, .. } if !is_aftermath(message));
    execution.record.events.iter().rev().find(own).map(|event| event.thread)
}

/// Does this panic only pass on that another thread panicked?
fn is_aftermath(message: &str) -> bool {
    message.contains("Any { .. }") || message.contains("PoisonError") || message == SCOPE
}

/// What `thread::scope` panics with when a thread of it did, in std's words.
pub(crate) const SCOPE: &str = "a scoped thread panicked";
