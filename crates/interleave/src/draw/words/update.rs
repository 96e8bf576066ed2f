//! The words for a lost update: who acted on what was no longer so, and who had changed it meanwhile.
//!
//! # Keeps true
//!
//! Only what the record proves is said. A store that goes over another's value is one; whether what was written under
//! a lock was computed from what had been read under it before, nobody can see, so there only the reading is called old.

use super::super::scene::{Scene, name};
use super::super::sections::{Section, sections};
use crate::record::{Data, Event, What};

/// The first lost update of the schedule.
pub(super) fn lost(scene: &Scene) -> Option<String> {
    stored_over(scene).or_else(|| let_go_between(scene)).or_else(|| written_over(scene))
}

/// A store that went over another thread's, made between the load that came before it and the store itself.
fn stored_over(scene: &Scene) -> Option<String> {
    scene.events().find_map(|(end, store)| {
        let What::Stored { value: new, .. } = &store.what else { return None };
        let begin = last_of_its_own(scene, end, store)?;
        let What::Loaded { value: old, .. } = &scene.event(begin)?.what else { return None };
        let (between, other) = last_of_another(scene, begin, end, store, |what| {
            matches!(what, What::Stored { .. } | What::Updated { .. })
        })?;
        let (What::Stored { value: gone, .. } | What::Updated { new: gone, .. }) = &other.what else { return None };
        let (who, it, by) = (name(store.thread), scene.it(store.object), name(other.thread));
        Some(format!(
            "Lost update: {who} stored {new} to {it} at {}, over the {gone} that {by} had stored at {}. {who} had last read {it} \
             at {}, when it was still {old}, so its store takes no account of {by}'s.",
            scene.step(end),
            scene.step(between),
            scene.step(begin),
        ))
    })
}

/// A thread that looked under a lock, let go, and wrote under the lock again, when another had been there meanwhile.
fn let_go_between(scene: &Scene) -> Option<String> {
    let sections = sections(scene);
    sections.iter().enumerate().find_map(|(index, last)| {
        let mine = |section: &&Section| section.object == last.object && section.thread == last.thread;
        let first = sections[..index].iter().rfind(mine).filter(|first| last.writes() && !first.writes())?;
        let between = |section: &&Section| {
            section.object == last.object
                && section.thread != last.thread
                && section.begin > first.begin
                && section.end < last.begin
                && section.changes()
        };
        let other = sections[..index].iter().rfind(between)?;
        let (who, it, by) = (name(last.thread), scene.it(Some(last.object)), name(other.thread));
        let found = first.found.map_or_else(|| format!("looked at {it}"), |found| format!("found {found} in {it}"));
        Some(format!(
            "{who} {found} at {}, let go of the lock, and came back at {} to {}. In between, at {}, {by} {}. What {who} knew \
             from {} was out of date by then.",
            scene.step(first.begin),
            scene.step(last.begin),
            change("write to it", "write", last),
            scene.step(other.begin),
            change("wrote to it", "wrote", other),
            scene.step(first.begin),
        ))
    })
}

/// "wrote 5 over the 3", or only that it wrote.
fn change(unknown: &str, write: &str, section: &Section) -> String {
    let values = |found: &Data, left: &Data| format!("{write} {left} over the {found}");
    section.found.zip(section.left).map_or_else(|| unknown.to_string(), |(found, left)| values(found, left))
}

/// The same with the data of a cell, whose values nobody sees.
fn written_over(scene: &Scene) -> Option<String> {
    scene.events().find_map(|(end, write)| {
        let What::CellWritten = write.what else { return None };
        let begin = last_of_its_own(scene, end, write)?;
        let What::CellRead = scene.event(begin)?.what else { return None };
        let (between, other) =
            last_of_another(scene, begin, end, write, |what| matches!(what, What::CellWritten))?;
        let (who, it, by) = (name(write.thread), scene.it(write.object), name(other.thread));
        Some(format!(
            "{who} read {it} at {} and wrote to it at {}. In between, at {}, {by} wrote to it. If {who} computed what it wrote \
             from what it had read, {by}'s change is lost.",
            scene.step(begin),
            scene.step(end),
            scene.step(between),
        ))
    })
}

/// The last event before `end` of the same thread on the same object.
fn last_of_its_own(scene: &Scene, end: usize, event: &Event) -> Option<usize> {
    let same = |other: &Event| event.object.is_some() && other.object == event.object && other.thread == event.thread;
    scene.events().take(end).filter(|(_, other)| same(other)).last().map(|(index, _)| index)
}

/// The last event between two of another thread on the same object.
fn last_of_another<'f>(
    scene: &Scene<'f>,
    begin: usize,
    end: usize,
    event: &Event,
    wanted: impl Fn(&What) -> bool,
) -> Option<(usize, &'f Event)> {
    let between = scene.events().take(end).skip(begin + 1);
    let other = |other: &Event| other.object == event.object && other.thread != event.thread && wanted(&other.what);
    between.filter(|(_, event)| other(event)).last()
}
