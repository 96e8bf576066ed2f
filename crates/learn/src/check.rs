//! `cargo learn` and `cargo learn check`: one exercise's verdict.

use crate::caller::Caller;
use crate::exercise::Exercise;
use crate::judge::{self, Judgement};
use crate::problem::{DONE, NOT_YET, Problem};
use crate::progress::store::Store;
use crate::progress::{Fingerprint, Mark};
use crate::screen::{Screen, Tone};
use crate::verdict::Verdict;
use crate::{Answer, Session, json, show, words};
use std::time::SystemTime;

/// The verdict of the exercise with this id, or of the first one that is not solved.
///
/// # Errors
///
/// When there is no such exercise, or one on the way to it cannot be judged.
pub fn check(session: &Session, id: Option<&str>, as_json: bool) -> Result<Answer, Problem> {
    let Session { course, screen, .. } = session;
    // A drawing in a JSON text is for a program: no colours in it.
    let screen = if as_json { &Screen { plain: true, ..screen.clone() } } else { screen };
    let current = match id {
        Some(id) => {
            let exercise = course.find(id)?;
            Some((exercise, judge(session, exercise, screen)?))
        }
        None => first_open(session, screen)?,
    };
    let Some((exercise, judged)) = current else {
        let text = words::all_solved(course.exercises.len()) + "\n";
        return Ok(Answer { text: if as_json { json::all_solved() } else { text }, code: DONE });
    };
    Ok(answer(session, exercise, &judged, screen, as_json))
}

/// A verdict as an answer.
pub(crate) fn answer(
    session: &Session,
    exercise: &Exercise,
    judged: &Judgement,
    screen: &Screen,
    as_json: bool,
) -> Answer {
    let next = next(session, exercise, judged);
    let text = if as_json {
        json::judgement(exercise, judged, &next)
    } else {
        let exercises = &session.course.exercises;
        let at = exercises.iter().position(|other| other.about.id == exercise.about.id).unwrap_or_default();
        let position = words::position(at + 1, exercises.len());
        let above = screen.paint(Tone::Quiet, &format!("{}, {position}", exercise.chapter));
        let indent = if screen.plain { "" } else { " " };
        let header = show::header(exercise, screen);
        format!("{indent}{above}\n\n{header}{}", show::judgement(exercise, judged, Some(&next), screen))
    };
    Answer { text, code: if judged.verdict == Verdict::Solved { DONE } else { NOT_YET } }
}

/// Judges an exercise, and notes in the progress file that it is solved.
pub(crate) fn judge(session: &Session, exercise: &Exercise, screen: &Screen) -> Result<Judgement, Problem> {
    let before = Fingerprint::of(exercise)?;
    let judged = judge::judge(exercise, &Caller::at_terminal(screen, &session.interrupt))?;
    session.note(record(&session.store, exercise, &before, &judged)?);
    Ok(judged)
}

/// Notes a solved exercise, unless its file was saved again meanwhile. The answer is what the learner should know.
///
/// # Errors
///
/// When a file of the exercise cannot be read.
pub fn record(
    store: &Store,
    exercise: &Exercise,
    before: &Fingerprint,
    judged: &Judgement,
) -> Result<Option<String>, Problem> {
    if judged.verdict != Verdict::Solved || Fingerprint::of(exercise)? != *before {
        return Ok(None);
    }
    let now = SystemTime::now();
    let found = store.update(|progress| match exercise.review {
        Some(number) => progress.review(exercise, number, now),
        None => progress.solve(exercise, before, now),
    });
    Ok(found.note)
}

/// The first exercise that is not solved, and its judgement; `None` when all are. What is noted as solved is not judged
/// again, as long as neither the file nor its check has changed.
///
/// # Errors
///
/// When an exercise on the way cannot be judged.
pub fn first_open<'a>(session: &'a Session, screen: &Screen) -> Result<Option<(&'a Exercise, Judgement)>, Problem> {
    let found = session.store.read();
    session.note(found.note);
    for exercise in &session.course.exercises {
        if found.progress.mark(exercise)? == Mark::Solved {
            continue;
        }
        let judged = judge(session, exercise, screen)?;
        if judged.verdict != Verdict::Solved {
            return Ok(Some((exercise, judged)));
        }
    }
    Ok(None)
}

/// The command to go on with.
fn next(session: &Session, exercise: &Exercise, judged: &Judgement) -> String {
    let id = &exercise.about.id;
    match judged.verdict {
        Verdict::Solved if exercise.review.is_some() => "cargo learn review".into(),
        Verdict::Solved => match session.course.after(exercise) {
            Some(after) => format!("cargo learn check {}", after.about.id),
            None => "cargo learn list".into(),
        },
        Verdict::DoesNotBuild => exercise.command(),
        _ => format!("cargo learn hint {id}"),
    }
}
