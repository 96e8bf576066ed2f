//! The words for weak memory: which store was not seen, and why nothing had to show it.

use std::sync::atomic::Ordering;

use super::super::scene::{Scene, name};
use super::next::Told;
use crate::record::{Event, What};

/// A read that returned a value which was not the newest: what was not seen, and the words.
pub(super) fn old_value(scene: &Scene) -> Option<(Told, String)> {
    let old = |what: &What| matches!(what, What::Loaded { newest: Some(_), .. });
    let (index, event) = scene.events().rfind(|(_, event)| old(&event.what))?;
    let What::Loaded { value, newest: Some((newer, stored)), order } = &event.what else { return None };
    let (who, it) = (name(event.thread), scene.it(event.object));
    let store = scene.event(*stored);
    let by = store.map_or("another thread".to_string(), |event| name(event.thread));
    let stored_as = store.and_then(order_of).map(|order| format!(", {order:?}")).unwrap_or_default();
    let what = format!(
        "{who} read {value} from {it} ({}, {order:?}) although {by} had stored {newer} there before ({}{stored_as}). That is \
         allowed: nothing made the newer value visible to {who}.",
        scene.step(index),
        scene.step(*stored),
    );
    let unread = match store {
        Some(store) => carried(scene, (*stored, store.thread), (index, event.thread)).unwrap_or_else(|| {
            format!(
                "Between the two nothing leads from {by} to {who}: no Release store of {by} that an Acquire load of {who} read, no \
                 lock that {by} let go and {who} took, no join."
            )
        }),
        None => "An Acquire load that reads what a Release store wrote would.".to_string(),
    };
    Some((Told::Unseen(event.thread, *stored), format!("{what} {unread}")))
}

/// What one thread stored after its access and the other read before its own, and why that did not order the two.
pub(super) fn carried(scene: &Scene, earlier: (usize, usize), later: (usize, usize)) -> Option<String> {
    let ((first, from), (last, to)) = (earlier, later);
    if from == to || first >= last {
        return None;
    }
    let between = || scene.events().take(last).skip(first + 1);
    // A fence may do what an ordering does not; then the reason is another one.
    if between().any(|(_, event)| matches!(event.what, What::Fenced(_))) {
        return None;
    }
    let (load, read) = between().filter(|(_, event)| event.thread == to && reads(&event.what)).last()?;
    let writes = |what: &What| matches!(what, What::Stored { .. } | What::Updated { .. });
    let is_source = |event: &Event| event.object.is_some() && event.object == read.object && writes(&event.what);
    let (store, write) =
        between().take_while(|(index, _)| *index < load).filter(|(_, event)| is_source(event)).last()?;
    if write.thread != from {
        return None;
    }
    let releases = matches!(order_of(write)?, Ordering::Release | Ordering::AcqRel | Ordering::SeqCst);
    let acquires = matches!(order_of(read)?, Ordering::Acquire | Ordering::AcqRel | Ordering::SeqCst);
    let lacking = match (releases, acquires) {
        (true, true) => return None,
        (false, true) => format!("that write is {:?}", order_of(write)?),
        (true, false) => format!("that read is {:?}", order_of(read)?),
        (false, false) => format!("that write is {:?} and that read is {:?}", order_of(write)?, order_of(read)?),
    };
    Some(format!(
        "{} had read what {} stored to {} after it ({}, read at {}), but {lacking}: it brings nothing else along.",
        name(to),
        name(from),
        scene.it(read.object),
        scene.step(store),
        scene.step(load),
    ))
}

/// A read of the newest value.
fn reads(what: &What) -> bool {
    matches!(what, What::Loaded { newest: None, .. } | What::Updated { .. })
}

/// How an atomic was read or written.
fn order_of(event: &Event) -> Option<Ordering> {
    match event.what {
        What::Loaded { order, .. } | What::Stored { order, .. } | What::Updated { order, .. } => Some(order),
        _ => None,
    }
}
