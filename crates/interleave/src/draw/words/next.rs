//! What to do next: the last line of every explanation, a question to ask oneself, or where to look. Never the answer.

use super::super::scene::{Scene, name};
use super::{deadlock, other_access};
use crate::failure::Kind;
use crate::record::Wants;

/// What the explanation told already.
pub(super) enum Told {
    /// A lost update.
    LostUpdate,
    /// That this thread did not see this event.
    Unseen(usize, usize),
    /// Neither.
    Else,
}

/// The question for this failure.
pub(super) fn question(scene: &Scene, told: &Told) -> Option<String> {
    let who = name(scene.failure.thread);
    let text = match scene.failure.kind {
        Kind::Assertion => match told {
            Told::LostUpdate => {
                "between which two of these steps must no other thread come, and what keeps it out?".to_string()
            }
            Told::Unseen(reader, store) => format!(
                "what is to bring the store of {} to {}, and which orderings does that take?",
                scene.step(*store),
                name(*reader)
            ),
            Told::Else => {
                "go up from the failing line to the last step that changed what it looks at. What did each thread \
                           take for granted there?"
                    .to_string()
            }
        },
        Kind::Panic => format!("what does {who} take for granted in that line, and which step above made it untrue?"),
        Kind::ChildPanic => format!("where does the program learn how {who} ended, and what does it do then?"),
        Kind::Deadlock => stuck(scene),
        Kind::DataRace => match other_access(scene) {
            Some(other) => {
                format!("which line makes one of the two wait until the other is done with {}?", scene.step(other))
            }
            None => "which line makes one of the two wait until the other is done?".to_string(),
        },
        Kind::Leak => "who still owns it, and what was to drop that owner?".to_string(),
        Kind::Spin => format!("who is to change what {who} looks at there, and when does that thread get a turn?"),
        Kind::NotRepeatable => "which value in the closure is not made in the closure?".to_string(),
        Kind::OutsideModel => "is that line inside the closure that the model is given?".to_string(),
        Kind::TooManyThreads => "which of the threads does the question need?".to_string(),
        Kind::Hang => {
            "which call or which loop below that line waits for something that the model does not see?".to_string()
        }
        Kind::Undecided => {
            "which thread, or which round of a loop, could go and leave the question the same?".to_string()
        }
        // These two end with a question, or with what to do, of their own.
        Kind::OneSchedule | Kind::Unfinished => return None,
    };
    Some(format!("Next: {text}"))
}

/// For a deadlock: about the circle, or about the one that sleeps.
fn stuck(scene: &Scene) -> String {
    match deadlock::cycle(scene).as_deref() {
        Some([_]) => return "who calls the code that asks for it again, and does that code have to?".to_string(),
        Some(_) => {
            return "which step closed the circle, and what did its thread hold by then?".to_string();
        }
        None => {}
    }
    let waits = |wanted| scene.known().find(|thread| scene.doing(*thread).is_some_and(|doing| doing.what == wanted));
    if let Some(asleep) = waits(Wants::Notification) {
        let who = name(asleep);
        return format!("what did {who} know when it decided to sleep, and can that change before it sleeps?");
    }
    if let Some(parked) = waits(Wants::Unpark) {
        return format!("which unpark does {} count on, and which park used it up?", name(parked));
    }
    "who was to end that wait, and where is that thread now?".to_string()
}
