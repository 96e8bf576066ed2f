//! The short code of a failing schedule, `k3f-1p81-9f3tz`, and the way back from it.
//!
//! ```text
//!   k3f   which test: a hash of its name
//!   1p81  which schedule: the 81st with at most 1 forced switch; p plain, e with early returns, w with old values, x with both
//!   9f3tz what happened there: a hash of the record
//! ```
//!
//! The search is deterministic, so its round and a number name a schedule: the round is run again up to that one. Rounds
//! before it are left out. What they had taught the search (`knowledge`) is mostly learnt again on the way; where it is
//! not, the numbers differ, the code is not met, and the whole search is run as without a code.
//!
//! # Keeps true
//!
//! - A code is called met only if all of it is the same again, what happened included. Nothing else is drawn in its name.
//! - A code is never a reason to accept a program: where it is not met, the model is checked as usual.
//! - Nothing that differs from run to run is in it: no address, no message, no path of a machine.

use std::fmt;
use std::panic::Location;
use std::str::FromStr;

use crate::failure::{Failure, Kind};
use crate::fingerprint::{fingerprint, hash};
use crate::search::Round;

/// The digits: no letter that could be taken for a digit or for another letter (Crockford's base 32).
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// How many digits name a test, and how many what happened.
const TEST: usize = 3;
const PRINT: usize = 5;

/// A failing schedule of one test, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    test: u32,
    preemptions: usize,
    early: bool,
    weak_memory: bool,
    schedule: usize,
    print: u32,
}

impl Code {
    /// The code of a failure that this round of this test found, if it can be found again.
    pub(crate) fn of(test: &str, round: Round, failure: &Failure) -> Option<Code> {
        // The first two were not decided by a schedule; the last would be another one the next time.
        let again = !matches!(failure.kind, Kind::Hang | Kind::OneSchedule | Kind::NotRepeatable);
        let record = &failure.record;
        let happened = !record.events.is_empty() || record.threads.iter().any(|thread| thread.doing.is_some());
        (again && happened && failure.search.schedules > 0).then(|| Code {
            test: short(hash(test), TEST),
            preemptions: round.preemptions,
            early: round.early > 0,
            weak_memory: round.weak_memory,
            schedule: failure.search.schedules,
            print: short(fingerprint(failure), PRINT),
        })
    }

    /// Whether it is of a test of this name.
    pub fn is_of(&self, test: &str) -> bool {
        self.test == short(hash(test), TEST)
    }

    /// The number of its schedule within its round, from 1.
    pub(crate) fn schedule(&self) -> usize {
        self.schedule
    }

    /// Its round, where threads may come back early this often.
    pub(crate) fn round(&self, early: u8) -> Round {
        let early = if self.early { early } else { 0 };
        Round { preemptions: self.preemptions, early, weak_memory: self.weak_memory }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sort = match (self.early, self.weak_memory) {
            (false, false) => 'p',
            (true, false) => 'e',
            (false, true) => 'w',
            (true, true) => 'x',
        };
        let Code { preemptions, schedule, .. } = self;
        write!(f, "{}-{preemptions}{sort}{schedule}-{}", digits(self.test, TEST), digits(self.print, PRINT))
    }
}

/// A text that is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCode;

impl fmt::Display for NoCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a code looks like k3f-1p81-9f3tz")
    }
}

impl std::error::Error for NoCode {}

impl FromStr for Code {
    type Err = NoCode;

    /// Reads a code, with an exercise's id before it or without.
    fn from_str(text: &str) -> Result<Code, NoCode> {
        let text = text.trim().to_ascii_lowercase();
        let code = text.rsplit(':').next().unwrap_or_default();
        let [test, middle, print] = code.split('-').collect::<Vec<_>>().try_into().map_err(|_| NoCode)?;
        let at = middle.find(|c: char| c.is_ascii_alphabetic()).ok_or(NoCode)?;
        let (early, weak_memory) = match &middle[at..=at] {
            "p" => (false, false),
            "e" => (true, false),
            "w" => (false, true),
            "x" => (true, true),
            _ => return Err(NoCode),
        };
        let (preemptions, schedule) = (number(&middle[..at])?, number(&middle[at + 1..])?);
        let code =
            Code { test: value(test, TEST)?, preemptions, early, weak_memory, schedule, print: value(print, PRINT)? };
        if schedule == 0 { Err(NoCode) } else { Ok(code) }
    }
}

/// The last part of the name of the test that runs here, for a model that is called at `place`.
pub(crate) fn test_here(place: &Location<'_>) -> String {
    let thread = std::thread::current();
    match thread.name().filter(|name| *name != "main") {
        Some(name) => name.rsplit("::").next().unwrap_or_default().to_owned(),
        // With one test at a time libtest runs it on the main thread, which has no test's name: the source has it.
        None => crate::draw::function_at(place.file(), place.line()).unwrap_or_default(),
    }
}

/// As many bits of a hash as so many digits can say.
fn short(hash: u64, count: usize) -> u32 {
    (hash >> (64 - 5 * count)) as u32
}

fn digits(value: u32, count: usize) -> String {
    (0..count).rev().map(|at| char::from(DIGITS[(value >> (5 * at)) as usize % 32])).collect()
}

fn value(text: &str, count: usize) -> Result<u32, NoCode> {
    let digit = |c| DIGITS.iter().position(|digit| *digit == c);
    let value = text.bytes().try_fold(0, |value, c| Some(value * 32 + digit(c)? as u32));
    if text.len() == count { value.ok_or(NoCode) } else { Err(NoCode) }
}

/// Digits only: `parse` would take a sign, too.
fn number(text: &str) -> Result<usize, NoCode> {
    if text.bytes().all(|c| c.is_ascii_digit()) { text.parse().map_err(|_| NoCode) } else { Err(NoCode) }
}
