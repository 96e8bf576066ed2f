//! What is said about a schedule that is shown again, and what each of its steps changed.

use super::super::scene::name;
use super::super::state::{Cell, Channel};
use crate::replay::Code;

/// The line below a drawing: the command that shows it again.
pub(crate) fn again(command: &str) -> String {
    format!("replay: {command}")
}

/// A text where a code should be.
pub(crate) fn no_code(text: &str, why: &str) -> String {
    format!("INTERLEAVE_REPLAY={text} is no code: {why}. The model is checked as usual.")
}

/// Another failure than the one that was asked for.
pub(crate) fn other_version(code: &Code) -> String {
    format!("the code {code} belongs to another version of the source. This is what fails now:")
}

/// No failure any more.
pub(crate) fn mended(code: &Code, line: u32) -> String {
    format!("no schedule of the model of line {line} fails, that of {code} included: it was checked as usual")
}

/// A page was written.
pub(crate) fn page_written(path: &str) -> String {
    format!("the page is in {path}")
}

/// The page's file is there already.
pub(crate) fn page_is_there(path: &str) -> String {
    format!("{path} is there already, and nothing is written over it: name another file")
}

/// The page could not be written.
pub(crate) fn no_page(path: &str, why: &str) -> String {
    format!("no page in {path}: {why}")
}

/// What a lock is when nobody holds it.
pub(in crate::draw) const FREE: &str = "free";

/// Who holds a lock.
pub(in crate::draw) fn held(who: &str, reading: bool) -> String {
    format!("{} by {who}", if reading { "read" } else { "held" })
}

/// Who sleeps on a condition variable.
pub(in crate::draw) fn sleeping(who: Option<String>) -> String {
    who.unwrap_or_else(|| "nobody".to_string())
}

/// What is said of a condition variable.
pub(in crate::draw) fn asleep_on(name: &str) -> String {
    format!("asleep on {name}")
}

/// What is in a channel, and who has gone.
pub(in crate::draw) fn channel(channel: &Channel) -> String {
    let messages = match channel.messages {
        0 => "empty".to_string(),
        1 => "1 message".to_string(),
        several => format!("{several} messages"),
    };
    match (channel.no_sender, channel.no_receiver) {
        (false, false) => messages,
        (true, false) => format!("{messages}, no sender"),
        // What was in it went with the receiver.
        (false, true) => "no receiver".to_string(),
        (true, true) => "no sender, no receiver".to_string(),
    }
}

/// How far a thing is that is done once.
pub(in crate::draw) fn cell(cell: Cell) -> String {
    match cell {
        Cell::New => "not complete".to_string(),
        Cell::BegunBy(thread) => format!("begun by {}", name(thread)),
        Cell::Complete => "complete".to_string(),
        Cell::Poisoned => "poisoned".to_string(),
    }
}

/// An object by the place where it was made.
pub(in crate::draw) fn made(kind: &str, line: &str) -> String {
    format!("{kind} of {line}")
}

/// One of several that nothing else tells apart.
pub(in crate::draw) fn number(number: usize) -> String {
    format!("number {number}")
}

/// Something before a step and after it.
pub(in crate::draw) fn change(name: &str, before: &str, after: &str, spoken: bool) -> String {
    if spoken { format!("{name}: was {before}, is {after}") } else { format!("{name}: {before} → {after}") }
}

/// Where a step stands.
pub(in crate::draw) fn line(at: &str) -> String {
    format!("line {at}")
}

/// A lock that is held before a step and after it.
pub(in crate::draw) fn still(name: &str, held: &str) -> String {
    format!("{name}: still {held}")
}

/// Step number `at` of so many, for somebody who goes through them.
pub(in crate::draw) fn position(at: usize, of: usize) -> String {
    format!("{at} of {of}")
}

/// The words of a page that are not a drawing's.
pub(in crate::draw) struct Page {
    pub title: &'static str,
    /// What they are for, then each.
    pub controls: [&'static str; 3],
    pub keys: &'static str,
    pub step: &'static str,
    pub line: &'static str,
    pub changes: &'static str,
}

/// See [`Page`].
pub(in crate::draw) const PAGE: Page = Page {
    title: "The steps of this schedule",
    controls: ["Go through the steps", "step back", "step on"],
    keys: "or <kbd>←</kbd> and <kbd>→</kbd>",
    step: "step",
    line: "line",
    changes: "what changes, and who holds what",
};
