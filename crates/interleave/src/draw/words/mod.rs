//! All wording: the headline, the notes beside the rows, the explanation below them, and how the failure was found.
//!
//! # Keeps true
//!
//! - What happened is said in the reader's words: threads have letters, places have lines, operations have steps. Nothing
//!   of the machinery below the model is named.
//! - Every explanation ends with what to do next: a question, or where to look, never the answer.
//! - An explanation says only what the record shows. What may have been meant is the reader's to say.

pub(in crate::draw) mod aside;
pub(in crate::draw) mod data;
mod deadlock;
mod found;
mod knew;
mod memory;
mod next;
pub(in crate::draw) mod notes;
mod race;
pub(crate) mod replay;
mod steps;
mod update;
mod why;

use super::scene::{Scene, name, names};
use super::source::Sources;
use super::style::one_line;
use super::tokens::without_ordering;
use crate::failure::Kind;
use crate::record::Wants;
pub(super) use found::found;
pub(super) use race::other_access;
pub(super) use why::explanation;

/// What happened, in one sentence: lower case, no full stop.
pub(super) fn headline(scene: &Scene) -> String {
    let failure = scene.failure;
    let who = name(failure.thread);
    let message = one_line(&failure.message);
    let but = |empty: &str| if message.is_empty() { empty.to_string() } else { message.clone() };
    match failure.kind {
        Kind::Assertion => assertion(scene),
        Kind::Panic => format!("thread {who} panicked: {}", but("it gave no message")),
        Kind::ChildPanic => format!("thread {who} panicked and nobody took notice: {}", but("it gave no message")),
        Kind::Unfinished => format!("not finished yet: {}", todo(&message)),
        Kind::Deadlock => stuck(scene),
        Kind::DataRace => {
            let other = other_access(scene).and_then(|other| scene.event(other)).map(|event| event.thread);
            match other {
                Some(other) => {
                    format!("{} use the same data at the same time", threads(&[other, failure.thread]))
                }
                None => format!("thread {who} and another use the same data at the same time"),
            }
        }
        Kind::Leak => format!("left behind when all threads had ended: {}", left(scene)),
        Kind::Spin => format!("thread {who} goes round in a loop, and nothing changes any more"),
        Kind::NotRepeatable => "the same schedule did something else the second time".to_string(),
        Kind::OutsideModel => format!("{} was used outside a model", a(but("type of the model").as_str())),
        Kind::TooManyThreads => "the model started more than five threads".to_string(),
        Kind::OneSchedule => "the model found no choice to make, so it checked no more than a plain test".to_string(),
        Kind::Hang => {
            format!("nothing happened in the model for {}: something blocks for real, or loops", but("a while"))
        }
        Kind::Undecided => format!("undecided: {}", but("the search did not come to an end")),
    }
}

/// The headline of an assertion: its own words, or the condition and its values.
fn assertion(scene: &Scene) -> String {
    let assertion = Assertion::of(&scene.failure.message);
    if !assertion.message.is_empty() {
        return assertion.message;
    }
    match (assertion.values(), &scene.failure.at) {
        // std says `left == right`; the source says what that was.
        (Some(values), Some((file, line))) => {
            let call = Sources::default().line(file, *line).unwrap_or(assertion.condition);
            format!("{call} does not hold: {values}")
        }
        (Some(values), None) => format!("{} does not hold: {values}", assertion.condition),
        (None, _) if assertion.condition.is_empty() => "an assertion does not hold".to_string(),
        (None, _) => format!("{} does not hold", without_ordering(&assertion.condition)),
    }
}

/// The headline of a deadlock: who waits for what.
fn stuck(scene: &Scene) -> String {
    if let Some(cycle) = deadlock::cycle(scene) {
        return match cycle.as_slice() {
            [thread] => match scene.doing(*thread).map(|doing| (doing.what, doing.object)) {
                Some((Wants::For(_), object)) => {
                    format!("{} waits for {} that it completes itself", threads(&cycle), a(scene.kind(object)))
                }
                Some((Wants::Lock(_), object)) => {
                    format!("{} waits for {} that it holds itself", threads(&cycle), a(scene.kind(object)))
                }
                _ => format!("{} waits for itself", threads(&cycle)),
            },
            [_, _] => format!("{} wait for each other", threads(&cycle)),
            _ => format!("{} wait for each other in a circle", threads(&cycle)),
        };
    }
    let waits = |wanted| {
        scene.known().filter(|thread| scene.doing(*thread).is_some_and(|doing| doing.what == wanted)).collect()
    };
    let asleep: Vec<usize> = waits(Wants::Notification);
    let parked: Vec<usize> = waits(Wants::Unpark);
    let wait = |who: &[usize]| format!("{} {}", threads(who), if who.len() == 1 { "waits" } else { "wait" });
    let vain = scene.known().find_map(|thread| match scene.doing(thread)?.what {
        Wants::For(what) => Some(what),
        _ => None,
    });
    match (asleep.as_slice(), parked.as_slice()) {
        ([], []) => match vain {
            Some(what) => format!("{} for {}", wait(&waits(Wants::For(what))), steps::missing(what)),
            None => "no thread can go on".to_string(),
        },
        ([], parked) => format!("{} for an unpark that never comes", wait(parked)),
        (asleep, _) => format!("{} for a notification that never comes", wait(asleep)),
    }
}

/// "thread A", "threads A and B".
fn threads(threads: &[usize]) -> String {
    let mut threads = threads.to_vec();
    threads.sort_unstable();
    format!("{} {}", if threads.len() == 1 { "thread" } else { "threads" }, names(&threads))
}

/// "a Mutex", "an AtomicU32", "an RwLock".
fn a(noun: &str) -> String {
    let vowel = noun.starts_with(['A', 'E', 'I', 'O', 'U', 'a', 'e', 'i', 'o', 'u']) || noun.starts_with("Rw");
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// What nobody dropped: `the Mutex made at line 12`.
fn left(scene: &Scene) -> String {
    let made = |object: &usize| {
        let made = scene.object(Some(*object))?.made;
        Some(format!("{} made at {}", scene.the(Some(*object)), scene.line(made)))
    };
    let things: Vec<String> = scene.failure.left.iter().filter_map(made).collect();
    if things.is_empty() { "something that nobody dropped".to_string() } else { things.join(", ") }
}

/// What a `todo!` says, without the words that the macro puts before it.
fn todo(message: &str) -> String {
    let text = message.trim_start_matches("not yet implemented").trim_start_matches("not implemented");
    let text = text.trim_start_matches(": ").trim();
    if text.is_empty() { "a todo! was reached".to_string() } else { text.to_string() }
}

/// What an `assert!` said, in its parts.
struct Assertion {
    /// The condition, as `assert!` prints it.
    condition: String,
    /// The program's own words, if it gave any.
    message: String,
    /// The two values of `assert_eq!` and its like.
    sides: Option<(String, String)>,
}

impl Assertion {
    /// Takes std's text apart: "assertion `left == right` failed: own words", "  left: 1", " right: 2".
    fn of(text: &str) -> Self {
        let (head, sides) =
            match text.rsplit_once("\n  left: ").map(|(head, sides)| (head, sides.split_once("\n right: "))) {
                Some((head, Some((left, right)))) => (head, Some((one_line(left), one_line(right)))),
                _ => (text, None),
            };
        if let Some((condition, message)) =
            head.strip_prefix("assertion `").and_then(|head| head.split_once("` failed"))
        {
            let message = one_line(message.trim_start_matches(':'));
            return Assertion { condition: condition.to_string(), message, sides };
        }
        match head.strip_prefix("assertion failed: ") {
            Some(condition) => Assertion { condition: one_line(condition), message: String::new(), sides },
            None => Assertion { condition: String::new(), message: one_line(head), sides },
        }
    }

    /// "left is 1, right is 2".
    fn values(&self) -> Option<String> {
        let (left, right) = self.sides.as_ref()?;
        Some(format!("left is {left}, right is {right}"))
    }
}
