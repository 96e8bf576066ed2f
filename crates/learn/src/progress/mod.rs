//! What a learner has done: which exercises were solved, with which text, and when they were asked again.
//!
//! # Keeps true
//!
//! - An exercise counts as solved only for the very text, and the very check, that were judged.
//! - What this version does not understand in the file (an exercise that is gone, a field of a newer version) stays in it.
//!
//! ```text
//!   {"version":1,"solved":{
//!     "g02-two-holders":{"file":"9e3c…","check":"77a0…","at":"2026-11-23T08:15:00Z","reviews":["2026-11-24T…"]}}}
//! ```

pub mod store;

use crate::exercise::Exercise;
use crate::problem::Problem;
use fnv::FnvHasher;
use jzon::JsonValue;
use std::hash::Hasher;
use std::time::SystemTime;

/// The version of the file that this program writes.
pub const VERSION: u64 = 1;

/// How a learner stands with an exercise, as far as that can be told without building it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The file is the one that the course shipped.
    NotStarted,
    /// It was changed, and never solved.
    Begun,
    /// It was solved, but the file or its check has changed since; it is to be judged anew.
    SolvedBefore,
    /// It is solved as it stands.
    Solved,
}

impl Mark {
    /// The mark in words, as it is printed and as `--json` writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Mark::NotStarted => "not started",
            Mark::Begun => "changed",
            Mark::SolvedBefore => "solved before, changed since",
            Mark::Solved => "solved",
        }
    }
}

/// A text that was judged, so that it is known again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    file: String,
    check: String,
}

impl Fingerprint {
    /// The learner's file and the check as they are now.
    ///
    /// # Errors
    ///
    /// When one of the two cannot be read.
    pub fn of(exercise: &Exercise) -> Result<Fingerprint, Problem> {
        Ok(Fingerprint { file: hash(&exercise.text()?), check: hash(&exercise.check_text()?) })
    }
}

/// A number that a text with other words does not have. Line ends do not count: git may have changed them.
fn hash(text: &str) -> String {
    let mut hasher = FnvHasher::default();
    hasher.write(text.replace("\r\n", "\n").as_bytes());
    format!("{:016x}", hasher.finish())
}

/// The progress of one learner.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress(JsonValue);

impl Default for Progress {
    fn default() -> Progress {
        Progress(jzon::object! { version: VERSION, solved: {} })
    }
}

impl Progress {
    /// The exercise's mark.
    ///
    /// # Errors
    ///
    /// When one of its files cannot be read.
    pub fn mark(&self, exercise: &Exercise) -> Result<Mark, Problem> {
        if let Some(number) = exercise.review {
            let is_done = self.reviews(exercise) >= number;
            let open = if exercise.is_untouched()? { Mark::NotStarted } else { Mark::Begun };
            return Ok(if is_done { Mark::Solved } else { open });
        }
        if self.is_solved_with(exercise, &Fingerprint::of(exercise)?) {
            return Ok(Mark::Solved);
        }
        Ok(match exercise.is_untouched()? {
            true => Mark::NotStarted,
            false if self.entry(exercise).is_some() => Mark::SolvedBefore,
            false => Mark::Begun,
        })
    }

    /// Whether this very text was found right.
    pub fn is_solved_with(&self, exercise: &Exercise, text: &Fingerprint) -> bool {
        self.entry(exercise).is_some_and(|entry| entry["file"] == *text.file && entry["check"] == *text.check)
    }

    /// Notes that this text is right. The day of the first time stays, and so do the reviews.
    pub fn solve(&mut self, exercise: &Exercise, text: &Fingerprint, now: SystemTime) {
        let mut entry = self.entry(exercise).cloned().unwrap_or_else(JsonValue::new_object);
        if time(&entry["at"]).is_none() {
            entry["at"] = humantime::format_rfc3339_seconds(now).to_string().into();
        }
        entry["file"] = text.file.clone().into();
        entry["check"] = text.check.clone().into();
        self.note(exercise, entry);
    }

    /// Notes that an exercise was solved once more, in its review of this number; a second time changes nothing.
    pub fn review(&mut self, exercise: &Exercise, number: usize, now: SystemTime) {
        let Some(mut entry) = self.entry(exercise).cloned() else { return };
        if self.reviews(exercise) >= number {
            return;
        }
        if !entry["reviews"].is_array() {
            entry["reviews"] = JsonValue::new_array();
        }
        // Cannot fail: it is an array.
        let _ = entry["reviews"].push(humantime::format_rfc3339_seconds(now).to_string());
        self.note(exercise, entry);
    }

    /// How often an exercise was solved once more.
    pub fn reviews(&self, exercise: &Exercise) -> usize {
        self.entry(exercise).map_or(0, |entry| entry["reviews"].members().filter_map(time).count())
    }

    /// When an exercise was solved, or solved once more, the last time; `None` if it never was.
    pub fn last_solved(&self, exercise: &Exercise) -> Option<SystemTime> {
        let entry = self.entry(exercise)?;
        // A date that cannot be read is long ago: better asked once too often than never again.
        entry["reviews"].members().filter_map(time).max().or(time(&entry["at"])).or(Some(SystemTime::UNIX_EPOCH))
    }

    /// Replaces what is noted about an exercise.
    fn note(&mut self, exercise: &Exercise, entry: JsonValue) {
        for name in &exercise.about.formerly {
            self.0["solved"].remove(name);
        }
        self.0["solved"][exercise.about.package.as_str()] = entry;
    }

    /// What is noted about an exercise, under its name or a former one.
    fn entry(&self, exercise: &Exercise) -> Option<&JsonValue> {
        let names = [&exercise.about.package].into_iter().chain(&exercise.about.formerly);
        names.into_iter().map(|name| &self.0["solved"][name.as_str()]).find(|entry| entry.is_object())
    }
}

fn time(value: &JsonValue) -> Option<SystemTime> {
    humantime::parse_rfc3339(value.as_str()?).ok()
}
