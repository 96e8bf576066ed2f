//! The words for barriers, once cells, channels and futures: what a step did, and what a thread waits for in vain.

use super::super::scene::{Scene, name, names};
use crate::record::{Doing, For, Place, Step, Wake, Wants, What};

/// What a step did, in a word or two.
pub(super) fn note(step: Step) -> String {
    let words = match step {
        Step::Arrived { place, of } if place >= of => return "the last to come".to_string(),
        Step::Arrived { place, of } => return format!("number {place} of {of}"),
        Step::Left { leads: true } => "goes on, leads",
        Step::Left { leads: false } => "goes on",
        Step::Asked { complete: true, .. } => "complete",
        Step::Asked { old: true, .. } => "not complete: OLD, it is",
        Step::Asked { .. } => "not complete",
        Step::FoundComplete => "is complete",
        Step::FoundPoisoned => "poisoned",
        Step::Began => "begins",
        Step::Completed => "completes it",
        Step::Poisoned => "poisons it",
        Step::WasSet => "sets it",
        Step::Sent => "sent",
        Step::Offered => "offers it",
        Step::WasFull => "no room",
        Step::Received => "received",
        Step::WasEmpty { old: true } => "empty: OLD, a message was sent",
        Step::WasEmpty { old: false } => "empty",
        Step::TimedOut(Wake::TimeUpAtOnce) => "time is up at once",
        Step::TimedOut(_) => "time is up",
        Step::FoundNoReceiver => "the receiver is gone",
        Step::FoundNoSender => "all senders are gone",
        Step::LastSenderWent | Step::ReceiverWent | Step::Downgraded => "",
        Step::Woke { thread } => return format!("wakes {}", name(thread)),
        Step::AskedForEnd { child, ended: true } => return format!("{} has ended", name(child)),
        Step::AskedForEnd { child, ended: false } => return format!("{} has not ended", name(child)),
        Step::Dropped => "drops the data",
    };
    words.to_string()
}

/// What a stuck thread waits for.
pub(super) fn wait(scene: &Scene, thread: usize, doing: &Doing, what: For) -> String {
    match (what, initialiser(scene, doing)) {
        (For::Others { of }, _) => format!("waits for {of} threads, {} came", waiting(scene, doing).len()),
        (For::Value, Some((holder, place))) if holder == thread => {
            format!("waits for {} it began itself at {}", scene.which(doing.object), scene.line(place))
        }
        (For::Value, Some((holder, place))) => {
            format!("waits for {} {} began at {}", scene.which(doing.object), name(holder), scene.line(place))
        }
        (For::Value, None) => format!("waits until somebody completes {}", scene.it(doing.object)),
        (For::Message, _) => "waits for a message".to_string(),
        (For::Room, _) => "waits for room".to_string(),
        (For::Receiver, _) => "waits for a receiver".to_string(),
        (For::Waker, _) => "waits to be woken".to_string(),
    }
}

/// Why it waits in vain: a sentence, if the row does not say it all.
pub(super) fn why(scene: &Scene, thread: usize, doing: &Doing, what: For) -> Option<String> {
    let (who, here) = (name(thread), scene.line(doing.place));
    Some(match what {
        For::Others { of } => {
            let here = waiting(scene, doing);
            if here.first() != Some(&thread) {
                return None;
            }
            let come = if here.len() == 1 { "has" } else { "have" };
            let made =
                || format!("made at {}", scene.object(doing.object).map_or_else(String::new, |it| scene.line(it.made)));
            let which = scene.named(doing.object).map_or_else(made, |name| format!("`{name}`"));
            format!(
                "The Barrier {which} lets {of} threads go together. Only {} {come} come to it, and no other comes.",
                names(&here)
            )
        }
        For::Value => {
            let cell = scene.the(doing.object);
            match initialiser(scene, doing) {
                Some((holder, place)) => format!(
                    "{who} waits at {here} for {cell}, which {} began to complete at {}, and never did.",
                    name(holder),
                    scene.line(place)
                ),
                None => format!("{who} waits at {here} for {cell}, which no thread completes."),
            }
        }
        For::Message => {
            let kept = "A Sender is still there, so it waits on, and no message comes. Whoever keeps one keeps the receiver waiting";
            format!("{who} receives at {here} from {}. {kept}.", scene.the(doing.object))
        }
        For::Room => {
            let channel = scene.the(doing.object);
            format!("{who} sends at {here} to {channel}, which is full, and nobody takes a message out.")
        }
        For::Receiver => {
            let channel = scene.the(doing.object);
            format!("{who} sends at {here} to {channel}, which has no buffer, and nobody takes the message.")
        }
        For::Waker => {
            let woke = |what: &What| matches!(what, What::Step(Step::Woke { thread: woken }) if *woken == thread);
            match scene.events().rfind(|(_, event)| woke(&event.what)) {
                None => format!("{who} runs a future at {here} that is not ready, and no thread ever calls its waker."),
                Some((index, event)) => format!(
                    "{who} runs a future at {here} that is not ready. {} called its waker ({}), {who} asked the future \
                     again after that, and no other call comes.",
                    name(event.thread),
                    scene.step(index)
                ),
            }
        }
    })
}

/// What never comes, for the headline.
pub(super) fn missing(what: For) -> &'static str {
    match what {
        For::Others { .. } => "threads that never come to the barrier",
        For::Value => "a value that never comes",
        For::Message => "a message that never comes",
        For::Room => "room in a channel that nobody empties",
        For::Receiver => "a receiver that never comes",
        For::Waker => "a waker that nobody calls",
    }
}

/// The thread that runs the initialiser, and where it began.
pub(super) fn initialiser(scene: &Scene, doing: &Doing) -> Option<(usize, Place)> {
    scene.object(doing.object)?.holders.first().copied()
}

/// The threads that wait for the same.
fn waiting(scene: &Scene, doing: &Doing) -> Vec<usize> {
    let same = |thread: &usize| {
        let other = scene.doing(*thread);
        other.is_some_and(|other| matches!(other.what, Wants::For(_)) && other.object == doing.object)
    };
    scene.known().filter(same).collect()
}
