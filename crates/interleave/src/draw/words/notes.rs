//! The note beside a row: what the operation did, in a word or two.
//!
//! Drawn, a value that was read is `→ 0`, one that was stored `= 1`, one that was changed `0 → 1`. Spoken, they are words.

use super::super::ends::fatal;
use super::super::scene::{Scene, name, names};
use super::{Assertion, data, other_access, steps};
use crate::failure::Kind;
use crate::record::{Doing, Event, Mode, Wake, Wants, What};

/// What event number `index` did. Empty where the call says it all.
pub(in crate::draw) fn of(scene: &Scene, index: usize, event: &Event) -> String {
    let spoken = scene.spoken;
    match &event.what {
        What::Spawned { child } => format!("starts {}", name(*child)),
        What::Joined { child } => format!("{} has ended", name(*child)),
        What::Yielded => "lets others go first".to_string(),
        What::Slept { others_ran: true } => "others may run meanwhile".to_string(),
        What::Slept { others_ran: false } => "time is up at once".to_string(),
        What::Parked(wake) => woken(*wake).to_string(),
        What::Woke(wake) => with_data(woken(*wake), data::found(scene, index), spoken),
        What::Unparked { thread } => format!("a token for {}", name(*thread)),
        What::Locked(_) => data::found(scene, index).unwrap_or_default(),
        What::Unlocked(_) => data::left(scene, index).unwrap_or_default(),
        What::Fenced(_) => String::new(),
        What::TriedLock { got: true, .. } => with_data("got it", data::found(scene, index), spoken),
        What::TriedLock { got: false, .. } => "somebody holds it".to_string(),
        What::FellAsleep => data::left(scene, index).map_or("sleeps".to_string(), |left| format!("{left}, sleeps")),
        What::Notified { all, waiting } => heard(scene, index, *all, *waiting),
        What::Loaded { value, newest: None, .. } if spoken => format!("reads {value}"),
        What::Loaded { value, newest: None, .. } => format!("→ {value}"),
        What::Loaded { value, newest: Some((newer, stored)), .. } => {
            let read = if spoken { "reads" } else { "→" };
            format!("{read} {value}, OLD: {} stored {newer}", scene.step(*stored))
        }
        What::Stored { value, .. } if spoken => format!("stores {value}"),
        What::Stored { value, .. } => format!("= {value}"),
        What::Updated { old, new, .. } if spoken => format!("changes {old} to {new}"),
        What::Updated { old, new, .. } => format!("{old} → {new}"),
        What::CompareFailed { no_reason: true, .. } => "fails for no reason".to_string(),
        What::CompareFailed { expected, found, .. } => format!("fails: found {found}, not {expected}"),
        What::CellRead => "reads the data".to_string(),
        What::CellWritten => "writes the data".to_string(),
        What::Step(step) => steps::note(*step),
        What::Panicked { .. } if fatal(scene) == Some(index) => failed(scene),
        What::Panicked { message, .. } if message.is_empty() => "panics".to_string(),
        What::Panicked { message, .. } => format!("panics: {}", message.lines().next().unwrap_or_default().trim()),
    }
}

/// Beside what happened, the data that was found: "woken → true", "woken, finds true".
fn with_data(what: &str, found: Option<String>, spoken: bool) -> String {
    let comma = if spoken { "," } else { "" };
    found.map_or_else(|| what.to_string(), |found| format!("{what}{comma} {found}"))
}

/// Why a sleeper came back.
fn woken(wake: Wake) -> &'static str {
    match wake {
        Wake::Called => "woken",
        Wake::Token => "its token was there already",
        Wake::NoReason => "woken for no reason",
        Wake::TimeUpAtOnce => "time is up at once",
        Wake::TimeUp => "time is up",
    }
}

/// Who heard a notification. The record counts the sleepers; where the count fits those who fell asleep they are named.
fn heard(scene: &Scene, index: usize, all: bool, waiting: usize) -> String {
    let condvar = scene.event(index).and_then(|event| event.object);
    let mut asleep = Vec::new();
    for (_, event) in scene.events().take(index).filter(|(_, event)| event.object == condvar) {
        match event.what {
            What::FellAsleep => asleep.push(event.thread),
            What::Woke(_) => asleep.retain(|thread| *thread != event.thread),
            _ => {}
        }
    }
    asleep.sort_unstable();
    match (waiting, all) {
        (0, _) => "nobody waits".to_string(),
        (waiting, _) if waiting == asleep.len() && (all || waiting == 1) => format!("wakes {}", names(&asleep)),
        (1, _) => "wakes one".to_string(),
        (waiting, true) => format!("wakes all {waiting}"),
        (waiting, false) => format!("wakes one of {waiting}"),
    }
}

/// The operation's name, for where its source cannot be shown.
pub(in crate::draw) fn operation(event: &Event) -> String {
    let name = match &event.what {
        What::Spawned { .. } => "thread::spawn",
        What::Joined { .. } => "join",
        What::Yielded => "yield_now",
        What::Slept { .. } => "sleep",
        What::Parked(_) => "park",
        What::Unparked { .. } => "unpark",
        What::Locked(mode) => lock(*mode),
        What::TriedLock { mode: Mode::Mutex, .. } => "try_lock",
        What::TriedLock { mode: Mode::Read, .. } => "try_read",
        What::TriedLock { mode: Mode::Write, .. } => "try_write",
        What::Unlocked(_) => "unlock",
        What::FellAsleep | What::Woke(_) => "wait",
        What::Notified { all: true, .. } => "notify_all",
        What::Notified { all: false, .. } => "notify_one",
        What::Loaded { .. } => "load",
        What::Stored { .. } => "store",
        What::Updated { .. } => "read and write in one step",
        What::CompareFailed { .. } => "compare_exchange",
        What::Fenced(ordering) => return format!("fence({ordering:?})"),
        What::CellRead => "read",
        What::CellWritten => "write",
        What::Step(step) => step.name(),
        What::Panicked { .. } => "",
    };
    name.to_string()
}

/// The name of what was begun, for where its source cannot be shown.
pub(in crate::draw) fn wanted(doing: &Doing) -> &'static str {
    match doing.what {
        Wants::Lock(mode) => lock(mode),
        Wants::Notification | Wants::Relock => "wait",
        Wants::Unpark => "park",
        Wants::Join { .. } => "join",
        Wants::For(what) => what.name(),
        Wants::Drop => "drop",
        Wants::Pass => "access",
    }
}

fn lock(mode: Mode) -> &'static str {
    match mode {
        Mode::Mutex => "lock",
        Mode::Read => "read",
        Mode::Write => "write",
    }
}

/// What a stuck thread waits for.
pub(in crate::draw) fn wait(scene: &Scene, thread: usize, doing: &Doing) -> String {
    match doing.what {
        Wants::Lock(_) | Wants::Relock => {
            let lock = scene.which(doing.object);
            let holders = scene.object(doing.object).map(|object| object.holders.as_slice()).unwrap_or_default();
            let again = if doing.what == Wants::Relock { "woken, but " } else { "" };
            match holders {
                [] => format!("{again}waits for {}", scene.it(doing.object)),
                [(holder, place)] if *holder == thread => {
                    format!("{again}waits for {lock} it took itself at {}", scene.line(place))
                }
                [(holder, place)] => {
                    format!("{again}waits for {lock} {} took at {}", name(*holder), scene.line(place))
                }
                several => {
                    let several: Vec<usize> = several.iter().map(|(holder, _)| *holder).collect();
                    format!("{again}waits for {lock} {} hold", names(&several))
                }
            }
        }
        Wants::Notification => "waits to be notified".to_string(),
        Wants::Unpark => "waits to be unparked".to_string(),
        Wants::Join { child } => format!("waits for the end of {}", name(child)),
        Wants::For(what) => steps::wait(scene, thread, doing, what),
        Wants::Drop | Wants::Pass => String::new(),
    }
}

/// What is said beside the row that failed.
pub(in crate::draw) fn failed(scene: &Scene) -> String {
    let failure = scene.failure;
    let note = match failure.kind {
        Kind::Assertion => match Assertion::of(&failure.message).values() {
            Some(values) => return format!("does not hold: {values}"),
            None => "does not hold",
        },
        Kind::Panic | Kind::ChildPanic => "panics",
        Kind::Unfinished => "is still to be written",
        Kind::DataRace => match other_access(scene) {
            Some(other) => return format!("at the same time as {}", scene.step(other)),
            None => "at the same time as another thread",
        },
        Kind::Spin => "and on it goes",
        Kind::OutsideModel => "is outside the model",
        Kind::TooManyThreads => "one thread too many",
        Kind::Hang => "does not come back",
        Kind::Undecided => "the search ends here",
        Kind::Deadlock | Kind::Leak | Kind::NotRepeatable | Kind::OneSchedule => "",
    };
    note.to_string()
}
