//! The words for a sleeper that had looked before it slept, and whom a notification found still awake.

use super::super::scene::{Scene, name};
use super::super::sections::{Section, sections};
use crate::record::{Event, What};

/// " After A had read `open` (step 2), B changed it (step 4).": what the sleeper last saw before the notification, if it was
/// no longer so when that came.
pub(super) fn out_of_date(scene: &Scene, sleeper: usize, notified: usize) -> Option<String> {
    let (object, looked, change) =
        atomic(scene, sleeper, notified).or_else(|| under_a_lock(scene, sleeper, notified))?;
    Some(format!(
        " After {} had looked at {} ({}), {} changed it ({}).",
        name(sleeper),
        scene.it(Some(object)),
        scene.step(looked),
        name(scene.event(change)?.thread),
        scene.step(change)
    ))
}

/// What an atomic was loaded from, the load, and the write that came after.
fn atomic(scene: &Scene, sleeper: usize, notified: usize) -> Option<(usize, usize, usize)> {
    let before = || scene.events().take(notified);
    let reads = |what: &What| matches!(what, What::Loaded { .. });
    let (looked, look) = before().filter(|(_, event)| event.thread == sleeper && reads(&event.what)).last()?;
    let writes = |what: &What| matches!(what, What::Stored { .. } | What::Updated { .. });
    let changes = |event: &Event| event.thread != sleeper && event.object == look.object && writes(&event.what);
    let (change, _) = before().skip(looked + 1).filter(|(_, event)| changes(event)).last()?;
    Some((look.object?, looked, change))
}

/// The lock under which the sleeper looked, when, and when another took it to write.
fn under_a_lock(scene: &Scene, sleeper: usize, notified: usize) -> Option<(usize, usize, usize)> {
    let sections = sections(scene);
    let before = || sections.iter().filter(|section| section.end < notified);
    let look = before().rfind(|section| section.thread == sleeper && !section.writes())?;
    let changes = |section: &&Section| {
        section.thread != sleeper && section.object == look.object && section.begin > look.begin && section.changes()
    };
    Some((look.object, look.begin, before().rfind(changes)?.begin))
}
