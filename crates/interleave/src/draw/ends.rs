//! How a schedule ends: the row of the operation that failed (`✗`), or the rows of those that threads are stuck in (`⏸`).
//!
//! A panic that something caught (the end of a child, a join) is an event like any other, and its row is marked where it
//! stands. Everything else never ended, so it is no event: its row is made here and stands below the steps.

use super::rows::{Mark, Row, row};
use super::scene::Scene;
use super::source::Sources;
use super::words::notes;
use crate::failure::Kind;
use crate::record::{Doing, Event, Place, Wants, What};

/// The kinds in which the program's own code panicked.
const PANICS: [Kind; 4] = [Kind::Assertion, Kind::Panic, Kind::ChildPanic, Kind::Unfinished];

/// The rows of what did not come to an end.
pub(super) fn unfinished(scene: &Scene, sources: &mut Sources) -> Vec<Row> {
    let failure = scene.failure;
    if !scene.has_schedule() {
        return Vec::new();
    }
    if failure.kind == Kind::Deadlock {
        let stuck = |thread| {
            let doing = scene.doing(thread).filter(|doing| !matches!(doing.what, Wants::Pass | Wants::Drop))?;
            let note = notes::wait(scene, thread, &doing);
            Some(Row { mark: Mark::Stuck, thread, note, ..begun(scene, sources, &doing) })
        };
        return scene.known().filter_map(stuck).collect();
    }
    if fatal(scene).is_some() {
        return Vec::new();
    }
    let thread = failure.thread;
    let at = failure.at.as_ref().filter(|_| failure.kind != Kind::DataRace);
    let panicked_there = PANICS.contains(&failure.kind);
    let failed = match (at, scene.doing(thread)) {
        (Some((file, line)), _) => {
            let called = called_before(scene, file, *line).filter(|_| !panicked_there);
            let call =
                called.and_then(|place| sources.call(place)).or_else(|| sources.line(file, *line)).unwrap_or_default();
            row(scene.number_of(file, *line), scene.line_of(file, *line), call)
        }
        (None, Some(doing)) => begun(scene, sources, &doing),
        (None, None) => return Vec::new(),
    };
    vec![Row { mark: Mark::Failed, thread, note: notes::failed(scene), ..failed }]
}

/// An earlier call in that line: what was refused now was done there before.
fn called_before(scene: &Scene, file: &str, line: u32) -> Option<Place> {
    let places = scene.events().filter_map(|(_, event)| event.place);
    places.rev().find(|place| place.file() == file && place.line() == line)
}

/// The place and the call of an operation that was begun.
fn begun(scene: &Scene, sources: &mut Sources, doing: &Doing) -> Row {
    let place = doing.place;
    if doing.what == Wants::Drop {
        // A destructor runs where no call stands; its place is that of what it drops.
        let call = format!("drop of the {} of {}", scene.kind(doing.object), scene.line(place));
        return row(String::new(), String::new(), call);
    }
    let call = sources.call(place).unwrap_or_else(|| notes::wanted(doing).to_string());
    row(scene.number_of(place.file(), place.line()), scene.line(place), call)
}

/// The panic that the model failed for, if it is an event: something caught it, the end of its thread for example.
pub(super) fn fatal(scene: &Scene) -> Option<usize> {
    let failure = scene.failure;
    let panicked = PANICS.contains(&failure.kind);
    let is_it = |event: &Event| match &event.what {
        What::Panicked { at, .. } => event.thread == failure.thread && *at == failure.at,
        _ => false,
    };
    scene.events().rfind(|(_, event)| panicked && is_it(event)).map(|(index, _)| index)
}

/// How many of the rows came after the one that failed. What followed is told only where it is a part of the story:
/// of a thread whose panic nobody noticed.
pub(super) fn after_the_failure(rows: &[Row], scene: &Scene) -> usize {
    let failed = rows.iter().position(|row| row.event.is_some() && row.event == fatal(scene));
    match failed {
        Some(failed) if scene.failure.kind != Kind::ChildPanic => rows.len() - failed - 1,
        _ => 0,
    }
}
