//! From events to rows: step number, thread, place, call, note.
//!
//! Two pairs of events are one row, since nothing came between them: a lock and the unlock right after it, and a sleeper
//! that comes back before anybody else does something.
//!
//! # Keeps true
//!
//! The events of all rows, of the repeats and of what was left out are together the record's events, each once.

use super::ends::{after_the_failure, fatal, unfinished};
use super::loops::{self, Repeats};
use super::scene::{Scene, readers};
use super::source::Sources;
use super::style::one_line;
use super::words::{data, notes, other_access};
use crate::record::{Event, What};

/// More steps than this nobody reads.
const MOST_STEPS: usize = 40;

/// A row of the picture.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// What stands out about it.
    pub mark: Mark,
    /// Its number, if it happened.
    pub step: Option<usize>,
    /// Who did it.
    pub thread: usize,
    /// Its line, short: `21` or `check.rs:21`.
    pub at: String,
    /// The same in words: `line 21 of check.rs`.
    pub line: String,
    /// The call as written, or the operation's name.
    pub call: String,
    /// What it did.
    pub note: String,
    /// The first event that it shows; `None` below the steps.
    pub event: Option<usize>,
    /// How often this row and those before it happened again, if they did.
    pub repeats: Option<Repeats>,
}

/// What stands out about a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing: one step of many.
    Step,
    /// It failed, or it is one half of a data race.
    Failed,
    /// Its thread waits for ever.
    Stuck,
}

/// All rows of the picture.
pub(super) struct Table {
    /// Steps first, then what did not come to an end.
    pub rows: Vec<Row>,
    /// How many of the rows are steps.
    pub steps: usize,
    /// How many steps before the first row are not shown.
    pub left_out: usize,
    /// How many steps after the failure are not shown.
    pub later: usize,
}

impl Table {
    /// Makes the rows of a failure, and tells the scene which event is in which step.
    pub fn new(mut scene: Scene) -> (Table, Scene) {
        let mut sources = Sources::default();
        scene.steps = number(&scene);
        let mut rows = steps(&scene, &mut sources);
        let later = after_the_failure(&rows, &scene);
        rows.truncate(rows.len() - later);
        let mut rows = loops::fold(rows, &scene);
        rows.drain(..rows.len().saturating_sub(MOST_STEPS));
        let left_out = rows.first().and_then(|row| row.step).map_or(0, |first| first - 1);
        let steps = rows.len();
        rows.extend(unfinished(&scene, &mut sources));
        calm(&mut rows);
        (Table { rows, steps, left_out, later }, scene)
    }

    /// All rows, loops and all, with what did not come to an end: for somebody who goes through them one by one.
    pub fn whole(mut scene: Scene) -> (Vec<Row>, Scene) {
        let mut sources = Sources::default();
        scene.steps = number(&scene);
        let mut rows = steps(&scene, &mut sources);
        rows.truncate(rows.len() - after_the_failure(&rows, &scene));
        rows.extend(unfinished(&scene, &mut sources));
        calm(&mut rows);
        (rows, scene)
    }
}

/// A panic's message may have line breaks or worse; in a table nothing may move the cursor.
fn calm(rows: &mut [Row]) {
    for row in rows {
        row.call = one_line(&row.call);
        row.note = one_line(&row.note);
    }
}

/// The step of each event, counted from 1.
fn number(scene: &Scene) -> Vec<usize> {
    let mut step = 0;
    let mut before = None;
    let mut steps = Vec::new();
    for (_, event) in scene.events() {
        if !before.is_some_and(|before| belongs_to(event, before)) {
            step += 1;
        }
        steps.push(step);
        before = Some(event);
    }
    steps
}

/// Whether an event is shown in the row of the one right before it.
fn belongs_to(event: &Event, before: &Event) -> bool {
    let same = (event.thread, event.place, event.object) == (before.thread, before.place, before.object);
    let pair = match (&before.what, &event.what) {
        (What::Locked(taken), What::Unlocked(given)) => taken == given,
        (What::TriedLock { mode, got: true }, What::Unlocked(given)) => mode == given,
        (What::FellAsleep, What::Woke(_)) => true,
        (What::Step(before), What::Step(after)) => after.ends(*before),
        _ => false,
    };
    same && pair
}

/// A row for each step.
fn steps(scene: &Scene, sources: &mut Sources) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let failed = fatal(scene).or_else(|| other_access(scene));
    for (index, event) in scene.events() {
        let step = scene.steps[index];
        let note = notes::of(scene, index, event);
        match rows.last_mut() {
            Some(row) if row.step == Some(step) => {
                row.note = match (&event.what, row.event.and_then(|event| Some((event, scene.event(event)?)))) {
                    (What::Unlocked(_), Some((taken, taking))) => {
                        let passed = data::passed(scene, taken, index);
                        let got = if matches!(taking.what, What::TriedLock { .. }) { "got it, " } else { "" };
                        data::named(scene, sources, taking, format!("{got}{passed}"))
                    }
                    _ => [row.note.as_str(), note.as_str()].join(", ").trim_start_matches(", ").to_string(),
                };
            }
            _ => rows.push(Row {
                mark: if failed == Some(index) { Mark::Failed } else { Mark::Step },
                step: Some(step),
                thread: event.thread,
                note: data::named(scene, sources, event, note),
                event: Some(index),
                ..place_and_call(scene, sources, event)
            }),
        }
    }
    rows
}

/// The place and the call of an event; the rest of the row is empty.
fn place_and_call(scene: &Scene, sources: &mut Sources, event: &Event) -> Row {
    let fallback = || notes::operation(event);
    match (&event.what, event.place.and_then(readers)) {
        // A guard is dropped where no call stands; its place is that of the lock, so that says which guard it is.
        (What::Unlocked(_), Some(place)) => {
            let call = sources.call(place).and_then(|call| call.rsplit_once('.').map(|(lock, _)| lock.to_string()));
            let other = scene
                .named(event.object)
                .filter(|name| sources.receiver_at(place).is_none_or(|(shown, _)| shown != *name));
            let lock =
                other.or(call).unwrap_or_else(|| format!("the {} of {}", scene.kind(event.object), scene.line(place)));
            row(String::new(), String::new(), format!("unlocks {lock}"))
        }
        (What::Panicked { at: Some((file, line)), .. }, _) => {
            let call = sources.line(file, *line).unwrap_or_else(fallback);
            row(scene.number_of(file, *line), scene.line_of(file, *line), call)
        }
        (_, Some(place)) => {
            let call = sources.call(place).unwrap_or_else(fallback);
            row(scene.number_of(place.file(), place.line()), scene.line(place), call)
        }
        (_, None) => row(String::new(), String::new(), fallback()),
    }
}

/// A row that shows only where and what.
pub(super) fn row(at: String, line: String, call: String) -> Row {
    Row { mark: Mark::Step, step: None, thread: 0, at, line, call, note: String::new(), event: None, repeats: None }
}
