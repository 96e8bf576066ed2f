//! From a panic's words to the kind of failure that it is.
//!
//! loom says what it finds by panicking, and has no other words for it. So its sentences are known here, and only here.

use std::panic::Location;

use crate::failure::Kind;
use crate::record::{Event, Record, Step, What};

/// A panic raised by loom, by the coroutines that it runs threads on, or by this crate: not by the program.
pub(crate) fn is_not_the_programs(place: &Location<'_>) -> bool {
    let ours = file!().trim_end_matches("cause.rs");
    let mut folders = place.file().split(['/', '\\']);
    place.file().starts_with(ours)
        || folders.any(|folder| folder.starts_with("loom-") || folder.starts_with("generator-"))
}

pub(crate) fn looms_kind(message: &str, record: &Record) -> Kind {
    let says = |words| message.contains(words);
    if says("deadlock; threads") {
        Kind::Deadlock
    } else if says("Causality violation") || says("currently writing to cell") || says("currently reading from cell") {
        Kind::DataRace
    } else if says("maximum number of branches") {
        if goes_in_circles(record) { Kind::Spin } else { Kind::Undecided }
    } else if says("fully deterministic") {
        Kind::NotRepeatable
    } else if says("outside of a Loom model") || says("from outside a Loom") {
        Kind::OutsideModel
    } else {
        Kind::Undecided
    }
}

/// The access that a data race collides with: of those of other threads it means the last one. loom says whether that one
/// read or wrote.
pub(crate) fn other_access(message: &str, thread: usize, record: &Record) -> Option<usize> {
    let object = record.threads[thread].doing?.object?;
    let other_read = message.contains("read and write accesses to `UnsafeCell`");
    let is_it = |what: &What| match what {
        What::CellRead => other_read,
        What::CellWritten | What::Step(Step::Dropped) => !other_read,
        _ => false,
    };
    record.events.iter().rposition(|event| event.thread != thread && event.object == Some(object) && is_it(&event.what))
}

/// loom's own words are not for the reader.
pub(crate) fn looms_words(kind: Kind, message: &str) -> &'static str {
    match kind {
        Kind::Undecided if message.contains("failed to alloc sys stack") => {
            "the system has no memory for one more stack: run this test alone"
        }
        Kind::Undecided => "one schedule is longer or odder than a model can follow",
        _ => "",
    }
}

/// Has nothing been changed lately? Then threads wait for each other, and going on would not help.
fn goes_in_circles(record: &Record) -> bool {
    let changes = |event: &Event| match event.what {
        What::Updated { old, new, .. } => old != new,
        What::Step(step) => step.changes(),
        What::Stored { .. }
        | What::CellWritten
        | What::Notified { .. }
        | What::Spawned { .. }
        | What::Joined { .. } => true,
        _ => false,
    };
    !record.events.iter().rev().take(16).any(changes)
}

pub(crate) fn programs_kind(message: &str, place: Option<&Location<'_>>) -> Kind {
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
