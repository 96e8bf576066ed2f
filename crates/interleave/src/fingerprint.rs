//! What happened in a failing schedule, as one number: to know it again, not to read it.
//!
//! # Keeps true
//!
//! Two runs of the same source have the same fingerprint, on every machine. So addresses are left out (also those that a
//! program keeps in an integer), and messages, which may show one.

use std::fmt::Write as _;
use std::mem;

use crate::failure::Failure;
use crate::record::{Place, Record, Value, What};

/// The fingerprint of a failure: its kind and its record, with the places in the source.
pub(crate) fn fingerprint(failure: &Failure) -> u64 {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write!(text, "{} {} ", failure.kind, failure.thread);
    if let Some((file, line)) = &failure.at {
        place(&mut text, file, *line, 0);
    }
    let _ = write!(text, "{:?} {:?}", failure.collides_with, failure.left);
    for event in &failure.record.events {
        let _ = write!(text, "\n{} {:?} {:?} ", event.thread, event.object, calm(&event.what));
        at(&mut text, event.place);
    }
    for object in &failure.record.objects {
        let _ = write!(text, "\n{} ", object.kind);
        at(&mut text, Some(object.made));
    }
    for thread in &failure.record.threads {
        let doing = thread.doing;
        let _ = write!(text, "\n{} {:?} ", thread.died.is_some(), doing.map(|doing| (doing.what, doing.object)));
        at(&mut text, doing.map(|doing| doing.place));
    }
    hash(&text)
}

/// The fingerprint of what a schedule did: who did what where, but for the values.
pub(crate) fn of_steps(record: &Record) -> u64 {
    let mut text = String::new();
    for event in &record.events {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{} {:?} {:?} ", event.thread, event.object, mem::discriminant(&event.what));
        at(&mut text, event.place);
    }
    hash(&text)
}

/// FNV-1a: short, and the same for ever. `cargo learn` has it, too (`crates/learn/src/replay/code.rs`).
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn at(text: &mut String, at: Option<Place>) {
    if let Some(at) = at {
        place(text, at.file(), at.line(), at.column());
    }
}

/// A place; of one inside std only that it is there, since its lines are those of a compiler's version.
fn place(text: &mut String, file: &str, line: u32, column: u32) {
    let _ = match file.starts_with("/rustc/") {
        true => write!(text, "std"),
        false => write!(text, "{}:{line}:{column}", file.replace('\\', "/")),
    };
}

/// The same without what differs from run to run.
fn calm(what: &What) -> What {
    match what.clone() {
        What::Loaded { value, newest, order } => {
            let newest = newest.map(|(value, event)| (calm_value(value), event));
            What::Loaded { value: calm_value(value), newest, order }
        }
        What::Stored { value, order } => What::Stored { value: calm_value(value), order },
        What::Updated { old, new, order } => What::Updated { old: calm_value(old), new: calm_value(new), order },
        What::CompareFailed { expected, found, no_reason } => {
            What::CompareFailed { expected: calm_value(expected), found: calm_value(found), no_reason }
        }
        What::Panicked { at, .. } => {
            What::Panicked { message: String::new(), at: at.map(|(_, line)| (String::new(), line)) }
        }
        other => other,
    }
}

fn calm_value(value: Value) -> Value {
    match value {
        Value::Pointer(address) => Value::Pointer(address.min(1)),
        // As large as addresses are.
        Value::Int(large) if large.unsigned_abs() > u128::from(u32::MAX) => Value::Int(i128::MAX),
        other => other,
    }
}
