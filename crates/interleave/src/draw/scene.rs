//! What the words point at: threads by letter, places by line, operations by step.
//!
//! # Keeps true
//!
//! Asking for something that the record does not have gives words for "unknown", never a panic.

use super::names::Names;
use super::style::one_line;
use crate::failure::Failure;
use crate::record::{Doing, Event, Object, Place};
use std::collections::HashMap;

/// A thread's name is cut after so many characters: it is the head of a column.
const LONGEST: usize = 16;

/// A failure, and how its parts are called in this drawing.
pub(super) struct Scene<'f> {
    /// What failed.
    pub failure: &'f Failure,
    /// Whether the drawing is in plain words.
    pub spoken: bool,
    /// The file that most rows come from; its lines are written without its name. Empty if there is none.
    pub file: String,
    /// The step number of each event, once rows were made.
    pub steps: Vec<usize>,
    /// Whether some place is in another file.
    pub several: bool,
    /// All files, to tell two of the same name apart.
    files: Vec<String>,
    /// What the objects are called.
    names: Names,
}

impl<'f> Scene<'f> {
    /// Looks at all places of a failure.
    pub fn new(failure: &'f Failure, spoken: bool) -> Self {
        let mut count = HashMap::new();
        let events = failure.record.events.iter().filter_map(|event| event.place);
        let doing = failure.record.threads.iter().filter_map(|thread| Some(thread.doing?.place));
        for place in events.chain(doing).filter_map(readers) {
            *count.entry(slashes(place.file())).or_insert(0) += 1;
        }
        if let Some((file, _)) = &failure.at {
            *count.entry(slashes(file)).or_insert(0) += 1;
        }
        let mut files: Vec<(String, usize)> = count.into_iter().collect();
        // The most frequent first; among equals in the order of the alphabet, so that a drawing is always the same.
        files.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let files: Vec<String> = files.into_iter().map(|(file, _)| file).collect();
        let file = files.first().cloned().unwrap_or_default();
        Scene {
            failure,
            spoken,
            file,
            steps: Vec::new(),
            several: files.len() > 1,
            files,
            names: Names::new(&failure.record),
        }
    }

    /// Whether there is something to draw: a model that never began, or that was given up, leaves no record.
    pub fn has_schedule(&self) -> bool {
        let record = &self.failure.record;
        !record.events.is_empty() || record.threads.iter().any(|thread| thread.doing.is_some())
    }

    /// Where the failure was, in full, for where no picture says which file the lines are of.
    pub fn at(&self) -> Option<String> {
        let (file, line) = self.failure.at.as_ref()?;
        Some(format!("line {line} of {}", slashes(file)))
    }

    /// How many threads to draw: those of the record, and whoever else it names.
    pub fn threads(&self) -> usize {
        let record = &self.failure.record;
        let named = record.events.iter().map(|event| event.thread).chain([self.failure.thread]).max().unwrap_or(0);
        record.threads.len().max(named.saturating_add(1))
    }

    /// The threads whose state at the end is known.
    pub fn known(&self) -> std::ops::Range<usize> {
        0..self.failure.record.threads.len()
    }

    /// Event number `event`, if there is one.
    pub fn event(&self, event: usize) -> Option<&'f Event> {
        self.failure.record.events.get(event)
    }

    /// All events, with their numbers.
    pub fn events(&self) -> impl DoubleEndedIterator<Item = (usize, &'f Event)> {
        self.failure.record.events.iter().enumerate()
    }

    /// Object number `object`, if there is one.
    pub fn object(&self, object: Option<usize>) -> Option<&'f Object> {
        self.failure.record.objects.get(object?)
    }

    /// What thread number `thread` has begun and not ended.
    pub fn doing(&self, thread: usize) -> Option<Doing> {
        self.failure.record.threads.get(thread)?.doing
    }

    /// `Mutex`, or whatever object number `object` is.
    pub fn kind(&self, object: Option<usize>) -> &'static str {
        self.object(object).map_or("object", |object| object.kind)
    }

    /// What object number `object` is called, if it has a name.
    pub fn named(&self, object: Option<usize>) -> Option<String> {
        self.names.of(object, self.spoken)
    }

    /// "the Mutex `held`", or "the Mutex" if it has no name.
    pub fn the(&self, object: Option<usize>) -> String {
        let kind = self.kind(object);
        self.named(object).map_or_else(|| format!("the {kind}"), |name| format!("the {kind} `{name}`"))
    }

    /// "`held`", or "the Mutex" if it has no name.
    pub fn it(&self, object: Option<usize>) -> String {
        self.named(object).map_or_else(|| format!("the {}", self.kind(object)), |name| format!("`{name}`"))
    }

    /// "`held`, which", or "the Mutex that" if it has no name: before what is said of it.
    pub fn which(&self, object: Option<usize>) -> String {
        self.named(object).map_or_else(|| format!("the {} that", self.kind(object)), |name| format!("`{name}`, which"))
    }

    /// "B waiter": the letter of a thread, and what the check calls it.
    pub fn head(&self, thread: usize) -> String {
        let named = self.failure.record.threads.get(thread).and_then(|thread| thread.name.as_deref()).map(one_line);
        match named {
            Some(named) if !named.is_empty() => {
                format!("{} {}", name(thread), named.chars().take(LONGEST).collect::<String>())
            }
            _ => name(thread),
        }
    }

    /// "step 4" of event number `event`.
    pub fn step(&self, event: usize) -> String {
        match self.steps.get(event) {
            Some(step) => format!("step {step}"),
            None => "an earlier step".to_string(),
        }
    }

    /// "line 21", or "line 21 of check.rs" if that is not the file that most rows come from.
    pub fn line(&self, place: Place) -> String {
        self.line_of(place.file(), place.line())
    }

    /// As [`Scene::line`], of a file and a line.
    pub fn line_of(&self, file: &str, line: u32) -> String {
        let file = slashes(file);
        if file == self.file { format!("line {line}") } else { format!("line {line} of {}", self.short(&file)) }
    }

    /// "21", or "check.rs:21" if that is not the file that most rows come from.
    pub fn number_of(&self, file: &str, line: u32) -> String {
        let file = slashes(file);
        if file == self.file { line.to_string() } else { format!("{}:{line}", self.short(&file)) }
    }

    /// The end of a path, as long as is needed to tell it from the others.
    fn short(&self, file: &str) -> String {
        let parts: Vec<&str> = file.split('/').collect();
        for length in 1..parts.len() {
            let end = parts[parts.len() - length..].join("/");
            let same = |other: &&String| **other == end || other.ends_with(&format!("/{end}"));
            if self.files.iter().filter(same).count() <= 1 {
                return end;
            }
        }
        file.to_string()
    }
}

/// The letter of thread number `thread`.
pub(super) fn name(thread: usize) -> String {
    match u8::try_from(thread) {
        Ok(thread) if thread < 26 => char::from(b'A' + thread).to_string(),
        _ => format!("T{thread}"),
    }
}

/// "A", "A and B", "A, B and C".
pub(super) fn names(threads: &[usize]) -> String {
    let names: Vec<String> = threads.iter().map(|thread| name(*thread)).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
        None => "nobody".to_string(),
    }
}

/// A place, unless it is inside std (a function that was handed on by name is called from there): nobody can read that.
pub(super) fn readers(place: Place) -> Option<Place> {
    (!place.file().starts_with("/rustc/")).then_some(place)
}

/// Windows writes `\` where others write `/`; a drawing is the same everywhere.
fn slashes(file: &str) -> String {
    one_line(&file.replace('\\', "/"))
}
