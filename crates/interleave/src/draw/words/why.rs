//! The sentences under the picture: why this schedule fails.

use super::super::scene::{Scene, name};
use super::super::style::one_line;
use super::next::Told;
use super::{a, deadlock, memory, next, race, update};
use crate::failure::Kind;
use crate::record::{Wake, What};

/// Why the schedule fails: paragraphs, each whole sentences.
pub(in crate::draw) fn explanation(scene: &Scene) -> Vec<String> {
    let failure = scene.failure;
    let who = name(failure.thread);
    let mut words = match failure.kind {
        Kind::Assertion => update::lost(scene).into_iter().collect(),
        Kind::Panic => panic(scene),
        Kind::ChildPanic => child_panic(scene),
        Kind::Unfinished => vec!["The code there is a todo!. Write it, and the model goes on from here.".to_string()],
        Kind::Deadlock => deadlock::why(scene),
        Kind::DataRace => race::why(scene),
        Kind::Leak => leak(scene),
        Kind::Spin => vec![spin(scene, &who)],
        Kind::NotRepeatable => one(
            "Something outside the model decides what happens: the clock, a random number, the order of a HashMap, or a \
             value that an earlier schedule left behind in a static or a file. Make it in the model's closure, or leave it out.",
        ),
        Kind::OutsideModel => outside(scene),
        Kind::TooManyThreads => one(
            "A model follows five threads, A to E, its own closure's included. Two or three are nearly always enough to \
             show a bug, and each one less makes the search much shorter.",
        ),
        Kind::OneSchedule => one(
            "Nothing in it could have happened in another order. Does the closure start a thread? Do both threads use \
             the same lock or atomic, and is it std's, which the model can see?",
        ),
        Kind::Hang => hang(scene),
        Kind::Undecided => one("This is no verdict: the code may be right or wrong, the search could not tell."),
    };
    let mut told = if words.is_empty() { Told::Else } else { Told::LostUpdate };
    if matches!(failure.kind, Kind::Assertion | Kind::Panic | Kind::Deadlock) {
        if let Some((unseen, old)) = memory::old_value(scene) {
            words.push(old);
            told = unseen;
        }
        words.extend(went_on(scene));
    }
    words.extend(next::question(scene, &told));
    words
}

fn one(words: &str) -> Vec<String> {
    vec![words.to_string()]
}

/// Who polls politely is told something else than who forgot to.
fn spin(scene: &Scene, who: &str) -> String {
    let events = &scene.failure.record.events;
    let gives_way =
        events.iter().any(|event| event.thread == scene.failure.thread && matches!(event.what, What::Yielded));
    if gives_way {
        return format!(
            "{who} lets others go first in each round, and they went. Either what {who} waits for never comes, or it comes \
             only after more rounds than this model allows: who waits long is to sleep (Condvar::wait, thread::park), not to look \
             again and again."
        );
    }
    format!(
        "If {who} waits for another thread there, it must say so, or nobody else gets a turn in the model: call \
         std::hint::spin_loop() or std::thread::yield_now() in each round, or sleep (Condvar::wait, thread::park)."
    )
}

/// What keeps a thing alive, and who used it last.
fn leak(scene: &Scene) -> Vec<String> {
    let why = "Its owner was never dropped. A circle of Arcs, mem::forget, Box::leak, or an into_raw without its from_raw keeps \
               things alive like this.";
    let is_left = |object: Option<usize>| object.is_some_and(|object| scene.failure.left.contains(&object));
    let used = scene.events().rfind(|(_, event)| is_left(event.object));
    let last = used.map(|(index, event)| {
        format!(" The last to use {} was {} ({}).", scene.it(event.object), name(event.thread), scene.step(index))
    });
    vec![format!("{why}{}", last.unwrap_or_default())]
}

/// A panic, and an earlier one that it may come from.
fn panic(scene: &Scene) -> Vec<String> {
    let me = scene.failure.thread;
    // If the failing thread's own panic is among the events, what comes after it came of it.
    let before =
        scene.events().take_while(|(_, event)| event.thread != me || !matches!(event.what, What::Panicked { .. }));
    before
        .filter_map(|(_, event)| match &event.what {
            What::Panicked { message, .. } if event.thread != me => {
                Some(format!("Before that, {} had panicked: {}.", name(event.thread), one_line(message)))
            }
            _ => None,
        })
        .collect()
}

/// Who joined the thread that panicked, if anybody did.
fn child_panic(scene: &Scene) -> Vec<String> {
    let thread = scene.failure.thread;
    let who = name(thread);
    let joins = |what: &What| matches!(what, What::Joined { child } if *child == thread);
    match scene.events().rfind(|(_, event)| joins(&event.what)) {
        Some((index, event)) => vec![format!(
            "{} joined {who} ({}) and went on as if all were well. join says so by returning Err.",
            name(event.thread),
            scene.step(index)
        )],
        None => vec![format!("Nobody joined {who}, so nobody could learn of it. join would say so by returning Err.")],
    }
}

/// Where the model was last seen.
fn hang(scene: &Scene) -> Vec<String> {
    let seen = match scene.at() {
        Some(at) => format!("The last thing that the model saw was {at}."),
        None => "The model saw nothing happen at all.".to_string(),
    };
    let after = "What comes next is a lock, a channel, a sleep or a read that is not the model's, or a loop in which nothing \
                 happens that the model can see.";
    vec![format!("{seen} {after}")]
}

/// What was used outside, and where such things belong.
fn outside(scene: &Scene) -> Vec<String> {
    let what = match (scene.failure.message.as_str(), scene.at()) {
        ("", None) => String::new(),
        ("", Some(at)) => format!("It stands at {at}. "),
        (kind, None) => format!("It is {}. ", a(&one_line(kind))),
        (kind, Some(at)) => format!("It is the {} of {at}. ", one_line(kind)),
    };
    vec![format!(
        "{what}Such things work only inside interleave::model, on the threads that the model starts. Make and use them there; \
         a test with real threads takes its types from interleave::real."
    )]
}

/// A thread that went on, and what that does not say: it slept for a while, its time was up, there was no reason at all.
fn went_on(scene: &Scene) -> Option<String> {
    let (index, event, why) = scene.events().rev().find_map(|(index, event)| {
        let why = match event.what {
            What::Woke(Wake::NoReason) => "was woken for no reason, which Condvar::wait may do at any time",
            What::Parked(Wake::NoReason) => "came back from park for no reason, which park may do at any time",
            What::Woke(Wake::TimeUpAtOnce) | What::Parked(Wake::TimeUpAtOnce) => {
                "went on because its time was up, and no other thread had run meanwhile. A time-out says nothing of the others"
            }
            What::Woke(Wake::TimeUp) | What::Parked(Wake::TimeUp) => {
                "went on because its time was up. A time-out says nothing of how far the others are"
            }
            What::Woke(Wake::Called) if event.thread == scene.failure.thread && scene.failure.kind != Kind::Deadlock => {
                "was woken. That says that somebody notified, not that what it waited for is still so"
            }
            What::Slept { .. } => "slept. However long that is, it says nothing of how far the others are",
            What::CompareFailed { no_reason: true, .. } => "failed to exchange for no reason, which the weak form may do",
            _ => return None,
        };
        Some((index, event, why))
    })?;
    Some(format!("At {} {} {why}.", scene.step(index), name(event.thread)))
}
