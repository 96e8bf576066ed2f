//! The one moment that a picture points at: what would surprise its reader.

use super::words::told;
use super::{Span, Timeline};
use std::time::Duration;

/// Something that a thread does for a while, and what to say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Which thread.
    pub thread: usize,
    /// When it begins.
    pub from: Duration,
    /// When it ends.
    pub to: Duration,
    /// A few words: one line below the thread's row.
    pub note: String,
}

impl Moment {
    /// This span, with a note in which `{length}` becomes its length.
    pub fn of(span: &Span, note: &str) -> Moment {
        let note = note.replace("{length}", &told(span.length()));
        Moment { thread: span.thread, from: span.from, to: span.to, note }
    }

    /// The longest wait for the GIL of a thread that came from outside, if there is one.
    pub fn longest_return(timeline: &Timeline) -> Option<Moment> {
        let wait = timeline.longest_return()?;
        let name = &timeline.names[wait.thread];
        Some(Moment::of(wait, &format!("{name} has its answer, and waits {{length}} for the GIL")))
    }
}
