//! `cargo learn hint`: a little more, each time it is asked for.

use crate::exercise::Exercise;
use crate::problem::{DONE, Problem};
use crate::screen::{Screen, Tone};
use crate::{Answer, Session, check, words};

/// A hint of the exercise with this id, or of the first one that is not solved.
///
/// # Errors
///
/// When there is no such exercise or no such level, or hints.md cannot be read.
pub fn hint(session: &Session, id: Option<&str>, level: usize) -> Result<Answer, Problem> {
    let Session { course, screen, .. } = session;
    let exercise = match id {
        Some(id) => Some(course.find(id)?),
        None => check::first_open(session, screen)?.map(|(exercise, _)| exercise),
    };
    let Some(exercise) = exercise else {
        return Ok(Answer { text: words::all_solved(course.exercises.len()) + "\n", code: DONE });
    };
    let levels = exercise.hints()?.len();
    let about = &exercise.about;
    let title = |level, levels| words::hint_title(&about.id, &about.title, level, levels);
    let text = text(exercise, level, title, screen)?;
    let text = format!("{text}{}\n", words::after_hint(&about.id, level, levels));
    Ok(Answer { text, code: DONE })
}

/// One hint, laid out for a screen below a title, which is made of its level and how many there are.
///
/// # Errors
///
/// When there is no such level, or hints.md cannot be read.
pub fn text(
    exercise: &Exercise,
    level: usize,
    title: impl Fn(usize, usize) -> String,
    screen: &Screen,
) -> Result<String, Problem> {
    let hints = exercise.hints()?;
    let hint = level.checked_sub(1).and_then(|index| hints.get(index));
    let hint = hint.ok_or_else(|| words::problems::unknown_level(level, hints.len()))?;
    let mut text = screen.paint(Tone::Strong, &title(level, hints.len())) + "\n\n";
    // A paragraph's lines are joined, so that they are broken for this screen; blocks of code stay as they are.
    for paragraph in hint.split("\n\n") {
        let is_code = paragraph.contains("```") || paragraph.starts_with("    ") || paragraph.starts_with("- ");
        let paragraph = if is_code { paragraph.to_owned() } else { paragraph.replace('\n', " ") };
        text.push_str(&format!("{}\n", screen.wrap(2, &paragraph)));
    }
    Ok(text)
}
