//! The words for a deadlock: who holds what, who waits for whom, and the notification that nobody heard.
//!
//! A thread that wants a lock waits for its holder, one that joins waits for the thread that it joins. If these arrows
//! make a circle, that is the story. If not, somebody sleeps whom nobody will wake, and the others wait for it.

use super::super::scene::{Scene, name};
use super::{knew, steps};
use crate::record::{Doing, For, Place, Wants, What};

/// The threads that wait for one another in a circle, in that order.
pub(super) fn cycle(scene: &Scene) -> Option<Vec<usize>> {
    for start in scene.known() {
        let mut path = vec![start];
        while let Some(next) = waits_for(scene, *path.last()?) {
            if next == start {
                return Some(path);
            }
            if path.contains(&next) {
                break;
            }
            path.push(next);
        }
    }
    None
}

/// Whom a stuck thread waits for: a holder of what it wants (itself, if it is one), or the thread that it joins.
fn waits_for(scene: &Scene, thread: usize) -> Option<usize> {
    let doing = scene.doing(thread)?;
    match doing.what {
        Wants::Lock(_) | Wants::Relock => Some(holder(scene, thread, &doing)?.0),
        Wants::For(For::Value) => Some(steps::initialiser(scene, &doing)?.0),
        Wants::Join { child } => Some(child),
        Wants::Notification | Wants::Unpark | Wants::For(_) | Wants::Drop | Wants::Pass => None,
    }
}

/// Who holds the lock that `thread` wants, and where it was taken: the thread itself, or one that is stuck, or any.
fn holder(scene: &Scene, thread: usize, doing: &Doing) -> Option<(usize, Place)> {
    let holders = &scene.object(doing.object)?.holders;
    let itself = holders.iter().find(|(holder, _)| *holder == thread);
    let stuck = holders.iter().find(|(holder, _)| scene.doing(*holder).is_some());
    itself.or(stuck).or(holders.first()).copied()
}

/// Why no thread can go on.
pub(super) fn why(scene: &Scene) -> Vec<String> {
    if let Some(cycle) = cycle(scene) {
        return circle(scene, &cycle);
    }
    let mut words = Vec::new();
    for thread in scene.known() {
        let Some(doing) = scene.doing(thread) else { continue };
        match doing.what {
            Wants::Notification => words.push(asleep(scene, thread, &doing)),
            Wants::Unpark => words.push(parked(scene, thread, &doing)),
            Wants::Lock(_) | Wants::Relock => words.extend(kept_out(scene, thread, &doing)),
            Wants::For(what) => words.extend(steps::why(scene, thread, &doing, what)),
            Wants::Join { .. } | Wants::Drop | Wants::Pass => {}
        }
    }
    if words.is_empty() {
        words.push("Every thread waits for something that only another thread could do.".to_string());
    }
    words
}

/// What each holds and what it waits for, then what it comes to.
fn circle(scene: &Scene, cycle: &[usize]) -> Vec<String> {
    let mut waits = Vec::new();
    for (index, thread) in cycle.iter().enumerate() {
        let Some(doing) = scene.doing(*thread) else { continue };
        let (who, here, wanted) = (name(*thread), scene.line(doing.place), scene.the(doing.object));
        let holder = holder(scene, *thread, &doing);
        if let (Some((holder, there)), false) = (holder, matches!(doing.what, Wants::Join { .. }))
            && holder == *thread
        {
            if matches!(doing.what, Wants::For(_)) {
                return vec![format!(
                    "{who} began to complete {wanted} at {} and asks for it again at {here}, before it is complete. It waits \
                     for itself.",
                    scene.line(there)
                )];
            }
            return vec![format!(
                "{who} took {wanted} at {} and asks for it again at {here}, while it still holds it. It waits for itself.",
                scene.line(there)
            )];
        }
        let has = kept(scene, cycle[(index + cycle.len() - 1) % cycle.len()], *thread);
        waits.push(match (doing.what, holder) {
            (Wants::Join { child }, _) => format!("{who}{has} waits at {here} for {} to end", name(child)),
            (Wants::For(_), Some((holder, _))) => {
                format!("{who}{has} waits at {here} for {wanted}, which {} began to complete", name(holder))
            }
            (_, Some((holder, _))) => format!("{who}{has} waits at {here} for {wanted}, which {} holds", name(holder)),
            (_, None) => format!("{who}{has} waits at {here}"),
        });
    }
    vec![format!("{}. Each waits for another to go first, so none ever does.", waits.join("; "))]
}

/// " holds the Mutex `left`, taken at line 22, and": what `thread` has that `waiter` waits for.
fn kept(scene: &Scene, waiter: usize, thread: usize) -> String {
    let held = scene.doing(waiter).and_then(|doing| {
        let (has, since) = match doing.what {
            Wants::Lock(_) | Wants::Relock => ("holds", "taken"),
            Wants::For(For::Value) => ("completes", "begun"),
            _ => return None,
        };
        let (_, place) = scene.object(doing.object)?.holders.iter().find(|(holder, _)| *holder == thread)?;
        Some(format!(" {has} {}, {since} at {}, and", scene.the(doing.object), scene.line(place)))
    });
    held.unwrap_or_default()
}

/// A sleeper whom nobody notifies any more.
fn asleep(scene: &Scene, thread: usize, doing: &Doing) -> String {
    let (who, it) = (name(thread), scene.the(doing.object));
    let fell = scene.events().rfind(|(_, event)| event.thread == thread && matches!(event.what, What::FellAsleep));
    let fell = fell.map(|(index, _)| index);
    let on_it = |what: &What| matches!(what, What::Notified { .. });
    let last = scene.events().rfind(|(_, event)| event.object == doing.object && on_it(&event.what));
    let Some((notified, event)) = last else {
        return format!(
            "{who} sleeps at {} until {it} is notified, and no thread ever notifies it.",
            scene.line(doing.place)
        );
    };
    let by = name(event.thread);
    let at = event.place.map(|place| format!(" at {}", scene.line(place))).unwrap_or_default();
    let call = match event.what {
        What::Notified { all: true, .. } => "notify_all",
        _ => "notify_one",
    };
    let nobody = matches!(event.what, What::Notified { waiting: 0, .. });
    match fell {
        Some(fell) if notified < fell && nobody => format!(
            "Lost wake-up: {by} called {call} on {it}{at} ({}) when nobody waited, and nobody remembers it. {who} fell asleep after \
             it ({}), and no other notification comes.{}",
            scene.step(notified),
            scene.step(fell),
            knew::out_of_date(scene, thread, notified).unwrap_or_default()
        ),
        Some(fell) if notified < fell => format!(
            "The last notification of {it} was {by}'s {call}{at} ({}). {who} fell asleep after it ({}), and no other comes.",
            scene.step(notified),
            scene.step(fell)
        ),
        _ => format!(
            "{by}'s {call} on {it}{at} ({}) did not wake {who}, and no other notification comes.",
            scene.step(notified)
        ),
    }
}

/// A parked thread whom nobody unparks any more.
fn parked(scene: &Scene, thread: usize, doing: &Doing) -> String {
    let (who, here) = (name(thread), scene.line(doing.place));
    let unparks = |what: &What| matches!(what, What::Unparked { thread: of } if *of == thread);
    match scene.events().rfind(|(_, event)| unparks(&event.what)) {
        None => format!("{who} is parked at {here}, and no thread ever unparks it."),
        Some((index, event)) => format!(
            "{who} is parked at {here}. The last unpark came from {} ({}) and is used up, and no other comes.",
            name(event.thread),
            scene.step(index)
        ),
    }
}

/// One that waits for a lock whose holder sleeps, or has gone without letting go.
fn kept_out(scene: &Scene, thread: usize, doing: &Doing) -> Option<String> {
    let (holder, place) = holder(scene, thread, doing)?;
    let (who, by) = (name(thread), name(holder));
    let lock = format!("{}, which {by} took at {}", scene.the(doing.object), scene.line(place));
    Some(match scene.doing(holder) {
        Some(_) => format!("{who} waits for {lock} and keeps while it waits."),
        None => format!("{who} waits for {lock}. {by} has ended and never let go of it."),
    })
}
