//! `cargo learn review`: what was solved some days ago, asked again.
//!
//! # Keeps true
//!
//! A review has a file of its own, `.learn/review/<exercise>/<number>/src/lib.rs`. It is laid down once, and written over only by a
//! `reset`, which keeps it; the learner's solution is not touched. The check's own files are laid beside it when it is judged.
//!
//! ```text
//!   progress ─▶ schedule: which are due ─▶ a fresh stub ─▶ judged and watched like the exercise itself
//!                                          numbers: other ones than last time
//! ```

pub mod numbers;
pub mod schedule;

use crate::catalog::Course;
use crate::exercise::Exercise;
use crate::problem::{DONE, Problem};
use crate::progress::Progress;
use crate::words::{problems, review as words};
use crate::{Answer, Session, check, is_at_terminal, watch};
use schedule::{Next, is_asked_again};
use std::fs::{self, File};
use std::io::{self, Write};
use std::time::SystemTime;

/// Asks again: what is due, or the one exercise that is named. At a terminal it is watched, else judged once.
///
/// # Errors
///
/// When there is no such exercise, it was never solved, or a file cannot be read or written.
pub fn review(session: &Session, id: Option<&str>) -> Result<Answer, Problem> {
    let found = session.store.read();
    session.note(found.note);
    let now = SystemTime::now();
    let next = |exercise| schedule::next(&found.progress, exercise, now);
    let asked: Vec<Exercise> = match id {
        None => schedule::due(&session.course.exercises, &found.progress, now),
        Some(id) => {
            let exercise = session.course.find(id)?;
            if !is_asked_again(exercise) {
                return Err(problems::never_reviewed(exercise));
            }
            found.progress.last_solved(exercise).ok_or_else(|| problems::not_solved_yet(exercise))?;
            let next = next(exercise).ok_or_else(|| problems::reviewed_enough(exercise))?;
            vec![exercise.for_review(next.number)]
        }
    };
    let Some(first) = asked.first() else {
        let waiting = session.course.exercises.iter().filter_map(|exercise| Some((exercise, next(exercise)?)));
        let soonest = waiting.min_by_key(|(_, next)| next.wait);
        let says = words::nothing_due(soonest.map(|(exercise, Next { wait, .. })| (exercise, wait)));
        return Ok(Answer { text: session.screen.wrap(0, &says), code: DONE });
    };
    asked.iter().try_for_each(lay_down)?;
    let first = first.clone();
    let course = Course { root: session.course.root.clone(), exercises: asked };
    let session = Session { course, ..session.clone() };
    if is_at_terminal() {
        return watch::watch(&session, None);
    }
    let judged = check::judge(&session, &first, &session.screen)?;
    Ok(check::answer(&session, &first, &judged, &session.screen, false))
}

/// How many exercises are due.
pub fn count_due(session: &Session, progress: &Progress) -> usize {
    schedule::due(&session.course.exercises, progress, SystemTime::now()).len()
}

/// Lays down the file of a review, unless it is there from the last time.
fn lay_down(exercise: &Exercise) -> Result<(), Problem> {
    let file = exercise.root().join(exercise.file());
    let stub = exercise.stub()?;
    let write = || {
        fs::create_dir_all(file.parent().unwrap_or(&file))?;
        File::create_new(&file)?.write_all(stub.as_bytes())
    };
    match write() {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(problems::cannot_write(&exercise.file(), &error))
        }
        _ => Ok(()),
    }
}
