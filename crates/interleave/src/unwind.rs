//! Panics inside a model: which are the program's own affair, which end the search.
//!
//! loom may not be called while a panic unwinds. So what a destructor does meanwhile (unlock, notify, store) is kept and
//! done when the unwinding is over, at the frame that catches: the root of a child, `catch_unwind`, or a scope.
//!
//! # Keeps true
//!
//! - A child's panic reaches `join` as `Err`, poisons the locks it held, and never aborts the test.
//! - A panic of the engine (a failure found, a restart wanted) is caught by nobody but `search`.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, Location, PanicHookInfo, catch_unwind, panic_any, resume_unwind};
use std::sync::Once;

use crate::execution::{self, Execution};
use crate::failure::{Failure, Kind};
use crate::record::{Event, Place, What};
use crate::watchdog;

thread_local! {
    static RESTART: Cell<bool> = const { Cell::new(false) };
    static RESTART_LATER: Cell<bool> = const { Cell::new(false) };
    /// What each thread will do when it has stopped unwinding.
    static KEPT: RefCell<Vec<Vec<Box<dyn FnOnce()>>>> = const { RefCell::new(Vec::new()) };
}

/// The payload of the engine's own panics.
struct Stop;

/// Ends the search with `failure`.
pub(crate) fn stop(failure: Failure) -> ! {
    execution::with(|execution| {
        execution.failure.get_or_insert(Box::new(failure));
    });
    panic_any(Stop)
}

/// Ends the search, to begin it again.
pub(crate) fn restart() -> ! {
    RESTART.set(true);
    panic_any(Stop)
}

/// As [`restart`], for code that runs while a panic unwinds: it comes when that is over.
pub(crate) fn restart_after_unwinding() {
    RESTART_LATER.set(true);
}

/// Was the search ended to begin again? Asked once.
pub(crate) fn restart_wanted() -> bool {
    RESTART_LATER.set(false);
    RESTART.replace(false)
}

pub(crate) fn new_execution() {
    // What a failed execution kept may not run: loom's objects of that execution are gone.
    KEPT.with(|kept| std::mem::take(&mut *kept.borrow_mut()).into_iter().flatten().for_each(std::mem::forget));
}

/// Ends the process: the model cannot follow what happens at `place`, and there is no way back to the test.
pub(crate) fn give_up(what: &str, place: Place) -> ! {
    let at = Some((place.file().to_owned(), place.line()));
    watchdog::end_process(&Failure::without_record(Kind::Undecided, what, at))
}

/// True while a panic unwinds: loom may not be called.
pub(crate) fn unwinding() -> bool {
    std::thread::panicking()
}

/// True while a panic unwinds towards a frame of the program that catches it. If it is false while one unwinds, the
/// search ends here: nothing may be done now, and nothing will be done later.
pub(crate) fn will_be_caught() -> bool {
    let thread = execution::running();
    let ends = || {
        RESTART.get()
            || execution::with(|execution| execution.failure.is_some() || execution.threads[thread].catching == 0)
    };
    unwinding() && !ends()
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
    match outcome {
        Err(engines) if engines.is::<Stop>() || execution::with(|execution| execution.failure.is_some()) => {
            resume_unwind(engines)
        }
        Err(_) if RESTART_LATER.replace(false) => restart(),
        Err(programs) => {
            let kept = KEPT.with(|kept| kept.borrow_mut().get_mut(thread).map(std::mem::take));
            kept.into_iter().flatten().for_each(|later| later());
            Err(programs)
        }
        fine => fine,
    }
}

/// Has every panic inside a model noted instead of printed. Panics elsewhere are printed as before.
pub(crate) fn watch_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| if execution::active() { note(panic) } else { others(panic) }));
    });
}

fn note(panic: &PanicHookInfo<'_>) {
    if panic.payload().is::<Stop>() {
        return;
    }
    let message = panic.payload_as_str().unwrap_or("a panic whose payload is not text").trim().to_owned();
    let place = panic.location();
    let thread = execution::running();
    execution::try_with(|execution| {
        if execution.failure.is_some() {
            return;
        }
        let looms = place.is_some_and(is_looms);
        let at = place.filter(|_| !looms).map(|place| (place.file().to_owned(), place.line()));
        let kind = if looms { looms_kind(&message, execution) } else { programs_kind(&message, place) };
        if !looms && execution.threads[thread].catching > 0 {
            // Somebody catches it: something that happened, not yet a failure.
            let record = &mut execution.record;
            record.threads[thread].doing = None;
            record.threads[thread].died = Some((message.clone(), at.clone()));
            record.events.push(Event { thread, place: None, object: None, what: What::Panicked { message, at } });
            execution.threads[thread].died_of = Some(kind);
            return;
        }
        // Somebody unwrapped what another's panic left behind: what that one said is what matters.
        let failure = match first_cause(execution) {
            Some(thread) if is_aftermath(&message) => failure_of(execution, thread),
            _ => {
                let message = if looms { looms_words(kind) } else { message };
                Failure { thread, record: execution.record.clone(), ..Failure::without_record(kind, &message, at) }
            }
        };
        execution.failure = Some(Box::new(failure));
    });
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

/// The failure that a thread's panic is, once it is clear that nobody meant it.
pub(crate) fn failure_of(execution: &Execution, thread: usize) -> Failure {
    let (message, at) = execution.record.threads[thread].died.clone().unwrap_or_default();
    let kind = match execution.threads[thread].died_of {
        Some(kind @ (Kind::Assertion | Kind::Unfinished)) => kind,
        Some(kind) if thread == 0 => kind,
        _ => Kind::ChildPanic,
    };
    Failure { thread, record: execution.record.clone(), ..Failure::without_record(kind, &message, at) }
}

/// A panic raised by loom, by the coroutines that it runs threads on, or by this crate: not by the program.
fn is_looms(place: &Location<'_>) -> bool {
    let ours = file!().trim_end_matches("unwind.rs");
    let mut folders = place.file().split(['/', '\\']);
    place.file().starts_with(ours)
        || folders.any(|folder| folder.starts_with("loom-") || folder.starts_with("generator-"))
}

fn looms_kind(message: &str, execution: &Execution) -> Kind {
    let says = |words| message.contains(words);
    if says("deadlock; threads") {
        Kind::Deadlock
    } else if says("Causality violation") || says("currently writing to cell") || says("currently reading from cell") {
        Kind::DataRace
    } else if says("maximum number of branches") {
        if goes_in_circles(execution) { Kind::Spin } else { Kind::Undecided }
    } else if says("fully deterministic") {
        Kind::NotRepeatable
    } else if says("outside of a Loom model") || says("from outside a Loom") {
        Kind::OutsideModel
    } else {
        Kind::Undecided
    }
}

/// loom's own words are not for the reader.
fn looms_words(kind: Kind) -> String {
    let words = if kind == Kind::Undecided { "one schedule is longer or odder than a model can follow" } else { "" };
    words.to_owned()
}

/// Has nothing been changed lately? Then threads wait for each other, and going on would not help.
fn goes_in_circles(execution: &Execution) -> bool {
    let changes = |event: &Event| match event.what {
        What::Updated { old, new } => old != new,
        What::Stored { .. }
        | What::CellWritten
        | What::Notified { .. }
        | What::Spawned { .. }
        | What::Joined { .. } => true,
        _ => false,
    };
    !execution.record.events.iter().rev().take(16).any(changes)
}

fn programs_kind(message: &str, place: Option<&Location<'_>>) -> Kind {
    if message.starts_with("not yet implemented") || message.starts_with("not implemented") {
        Kind::Unfinished
    } else if message.starts_with("assertion") || place.is_some_and(is_an_assertion) {
        Kind::Assertion
    } else {
        Kind::Panic
    }
}

/// An `assert!` with words of its own panics with these words only: the source says that it was one.
fn is_an_assertion(place: &Location<'_>) -> bool {
    crate::draw::line_from(place.file(), place.line(), place.column())
        .is_some_and(|call| ["assert", "debug_assert", "prop_assert"].iter().any(|name| call.starts_with(name)))
}
