//! `cargo learn list`: all exercises, by chapter, and how each stands. Nothing is built.

use crate::exercise::Exercise;
use crate::problem::{DONE, Problem};
use crate::screen::Tone;
use crate::{Answer, Session, json, review, words};

/// The list, for people or for programs.
///
/// # Errors
///
/// When a learner's file or its stub cannot be read.
pub fn list(session: &Session, as_json: bool) -> Result<Answer, Problem> {
    let found = session.store.read();
    session.note(found.note);
    let mut states = Vec::new();
    for exercise in &session.course.exercises {
        // One file that is missing does not take the whole list away.
        let is_there = session.course.root.join(exercise.file()).exists();
        states.push((exercise, if is_there { found.progress.mark(exercise)?.name() } else { words::missing() }));
    }
    let mut text = if as_json { json::list(&states) } else { for_people(session, &states) };
    let due = review::count_due(session, &found.progress);
    if due > 0 && !as_json {
        text.push_str(&format!("\n{}", session.screen.wrap(0, &words::review::are_due(due))));
    }
    Ok(Answer { text, code: DONE })
}

fn for_people(session: &Session, states: &[(&Exercise, &str)]) -> String {
    let screen = &session.screen;
    let mut text = String::new();
    let mut chapter = "";
    let longest = |of: fn(&Exercise) -> &str| states.iter().map(|(exercise, _)| of(exercise).chars().count()).max();
    let titles = longest(|exercise| &exercise.about.title).unwrap_or_default();
    let kinds = longest(|exercise| &exercise.about.kind).unwrap_or_default();
    for (exercise, state) in states {
        let about = &exercise.about;
        if exercise.chapter != chapter {
            chapter = &exercise.chapter;
            let space = if text.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{space}{}\n", screen.paint(Tone::Strong, chapter)));
        }
        let line = if screen.plain {
            format!("{}: {}; {}; {state}", about.id, about.title, words::facts(exercise))
        } else {
            let (title, kind) = (format!("{:titles$}", about.title), format!("{:kinds$}", about.kind));
            format!(
                "{}  {title}  {} {:>3} min  {kind}  {state}",
                about.id,
                words::dots(about.difficulty),
                about.minutes
            )
        };
        // What does not fit goes on below the title, so that ids alone stand at the edge.
        text.push_str(&screen.wrap_hanging(2, 7, &line));
    }
    text
}
