//! The words for the data of a lock, found and left, and for the name of what an operation was done to.
//!
//! Drawn, data that was found is `→ 0`, data that was changed `0 → 1`, and the same value written again `= 0`.

use super::super::scene::Scene;
use super::super::source::Sources;
use crate::record::{Data, Datum, Event, What};

/// What was found when the lock was taken.
pub(super) fn found(scene: &Scene, event: usize) -> Option<String> {
    let found = at(scene, event)?.value.as_ref()?;
    Some(if scene.spoken { format!("finds {found}") } else { format!("→ {found}") })
}

/// What became of it when the lock was given back; nothing if nobody wrote.
pub(super) fn left(scene: &Scene, event: usize) -> Option<String> {
    let datum = at(scene, event)?;
    let left = datum.value.as_ref().filter(|_| datum.written)?;
    let before = before(scene, datum)?;
    Some(match (before == left, scene.spoken) {
        (true, true) => format!("writes {left} again"),
        (true, false) => format!("= {left}"),
        (false, true) => format!("changes {before} to {left}"),
        (false, false) => format!("{before} → {left}"),
    })
}

/// A lock that was taken and given back at once.
pub(in crate::draw) fn passed(scene: &Scene, taken: usize, given: usize) -> String {
    let seen = left(scene, given).or_else(|| found(scene, taken));
    seen.map_or("and unlocks".to_string(), |seen| format!("{seen}, and unlocks"))
}

fn at<'f>(scene: &Scene<'f>, event: usize) -> Option<&'f Datum> {
    scene.failure.record.data.iter().find(|datum| datum.event == event)
}

/// What the lock's data was when the one who gave it back had taken it.
fn before<'f>(scene: &Scene<'f>, datum: &Datum) -> Option<&'f Data> {
    let mut earlier = scene.failure.record.data.iter().filter(|other| other.event < datum.event);
    earlier.rfind(|other| other.object == datum.object)?.value.as_ref()
}

/// Whether a word of the source says this name: it is the name, or one of a channel's two, as `to` is of `(to, from)`.
fn is(word: &str, name: &str) -> bool {
    let ends = name.strip_prefix('(').and_then(|ends| ends.strip_suffix(')'));
    ends.map_or(word == name, |ends| ends.split(", ").any(|end| word == end))
}

/// The note, after the name of what the operation was done to where the call shows another: `theirs.load()  count → 0`.
pub(in crate::draw) fn named(scene: &Scene, sources: &mut Sources, event: &Event, note: String) -> String {
    let Some(name) = scene.named(event.object).filter(|_| !matches!(event.what, What::Unlocked(_))) else {
        return note;
    };
    let shown = event.place.and_then(|place| sources.receiver_at(place));
    let in_call = |(call, shown): (String, Option<(String, bool)>)| match shown {
        Some((shown, _)) => is(&shown, &name),
        None => call.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| is(word, &name)),
    };
    if event.place.and_then(|place| sources.call(place)).is_some_and(|call| in_call((call, shown))) {
        return note;
    }
    let value =
        matches!(event.what, What::Loaded { .. } | What::Stored { .. } | What::Updated { .. } | What::Locked(_));
    match (note.as_str(), scene.spoken) {
        ("", false) => name,
        ("", true) => format!("on {name}"),
        (note, true) => format!("on {name}, {note}"),
        (note, false) if value && !note.starts_with("and ") => format!("{name} {note}"),
        (note, false) => format!("{name}, {note}"),
    }
}
