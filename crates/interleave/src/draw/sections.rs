//! Critical sections: from the taking of a lock to its giving back, with the data found and left there.

use super::scene::Scene;
use crate::record::{Data, Datum, Step, What};

/// What one thread did while it held one lock.
pub(super) struct Section<'f> {
    pub thread: usize,
    pub object: usize,
    /// The event that took the lock.
    pub begin: usize,
    /// The event that gave it back.
    pub end: usize,
    /// The data when it was taken, and when it was given back.
    pub found: Option<&'f Data>,
    pub left: Option<&'f Data>,
    /// Whether the data was borrowed to write.
    written: bool,
}

impl Section<'_> {
    /// Whether it wrote, as far as can be seen. To write the same value again is to write.
    pub fn writes(&self) -> bool {
        self.written
    }

    /// Whether another value was left than was found; of data that cannot be shown, whether it wrote.
    pub fn changes(&self) -> bool {
        self.written && (self.found.is_none() || self.found != self.left)
    }
}

/// The sections that came to an end, in the order of their ends.
pub(super) fn sections<'f>(scene: &Scene<'f>) -> Vec<Section<'f>> {
    let mut open: Vec<Section> = Vec::new();
    let mut ended = Vec::new();
    for datum in &scene.failure.record.data {
        let Some(event) = scene.event(datum.event) else { continue };
        let is_it = |section: &Section| section.thread == event.thread && section.object == datum.object;
        let found = datum.value.as_ref();
        match event.what {
            What::Unlocked(_) | What::FellAsleep | What::Step(Step::Downgraded) => {
                let Some(section) = open.iter().rposition(is_it) else { continue };
                let section = open.remove(section);
                ended.push(Section { end: datum.event, left: found, written: datum.written, ..section });
                if let What::Step(_) = event.what {
                    open.push(begun(event.thread, datum));
                }
            }
            _ => open.push(begun(event.thread, datum)),
        }
    }
    ended
}

fn begun(thread: usize, datum: &Datum) -> Section<'_> {
    let (object, begin, found) = (datum.object, datum.event, datum.value.as_ref());
    Section { thread, object, begin, end: begin, found, left: None, written: false }
}

/// The locks that a thread holds just before event number `event`.
pub(super) fn held(scene: &Scene, thread: usize, event: usize) -> Vec<usize> {
    let mut held = Vec::new();
    for (_, event) in scene.events().take(event).filter(|(_, event)| event.thread == thread) {
        match (&event.what, event.object) {
            (What::Locked(_) | What::TriedLock { got: true, .. }, Some(object)) => held.push(object),
            (What::Unlocked(_), Some(object)) => {
                if let Some(mine) = held.iter().rposition(|held| *held == object) {
                    held.remove(mine);
                }
            }
            _ => {}
        }
    }
    held
}
