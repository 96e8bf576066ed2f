//! `cargo learn verify`: the proof that each check accepts what is right, and rejects what is wrong for its reason.
//!
//! # Keeps true
//!
//! A learner's file is neither written nor built in its place: each variant is built in a folder of its own below cargo's
//! target folder.
//!
//! ```text
//!   variant ─▶ workshop ─▶ trial ─▶ table
//!   stub, solution,  rustc, twice    what it should be,   screen, JSON,
//!   right/*, wrong/*                 and what it was      Markdown
//! ```

pub mod table;
pub mod trial;
pub mod variant;
pub mod workshop;

use crate::cli::Verify;
use crate::exercise::Exercise;
use crate::problem::{BROKEN, DONE, Problem};
use crate::{Answer, Session, words};
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::thread;
use table::Table;
use trial::Row;
use variant::Variant;
use workshop::Workshop;

/// At least so many wrong variants an exercise.
const FEWEST_WRONG: usize = 3;
/// At least so many right ones, besides the solution.
const FEWEST_RIGHT: usize = 2;

/// Verifies exercises.
///
/// # Errors
///
/// When there is no such exercise, the course or the machine keeps it from beginning, or a file cannot be written.
pub fn verify(session: &Session, ask: &Verify) -> Result<Answer, Problem> {
    let table = verify_exercises(session, ask)?;
    if let Some(path) = &ask.json {
        write(path, &table.json())?;
    }
    if let Some(path) = &ask.table {
        write(path, &table.markdown())?;
    }
    let code = if table.defects() == 0 { DONE } else { BROKEN };
    Ok(Answer { text: table.for_people(&session.screen), code })
}

/// The table that [`verify`] prints.
///
/// # Errors
///
/// As for [`verify`], except for the files.
pub fn verify_exercises(session: &Session, ask: &Verify) -> Result<Table, Problem> {
    let mut exercises: Vec<&Exercise> = Vec::new();
    for id in &ask.ids {
        exercises.push(session.course.find(id)?);
    }
    if exercises.is_empty() {
        exercises.extend(&session.course.exercises);
    }
    let mut table = Table::default();
    let mut variants: Vec<(&Exercise, Variant)> = Vec::new();
    for exercise in &exercises {
        let found = variant::of(exercise)?;
        table.defects.extend(too_few(exercise, &found));
        if !exercise.is_untouched()? {
            let list = if ask.pristine { &mut table.defects } else { &mut table.notes };
            list.push(words::verify::begun(exercise));
        }
        variants.extend(found.into_iter().map(|variant| (*exercise, variant)));
    }
    let workshop = Workshop::open(&session.course.root, &exercises, &session.caller())?;
    table.rows = try_all(session, &workshop, &variants, ask.runs.max(1))?;
    Ok(table)
}

/// What an exercise lacks.
fn too_few(exercise: &Exercise, variants: &[Variant]) -> Vec<String> {
    let wrong = variants.iter().filter(|variant| variant.is_wrong()).count();
    let right = variants.iter().filter(|variant| variant.is_right()).count();
    let mut defects = Vec::new();
    if wrong < FEWEST_WRONG {
        defects.push(words::verify::too_few(exercise, wrong, "wrong", FEWEST_WRONG));
    }
    if right < FEWEST_RIGHT {
        defects.push(words::verify::too_few(exercise, right, "right", FEWEST_RIGHT));
    }
    defects
}

/// Tries all variants, as many at once as there are cores; their rows in the order of the variants.
fn try_all(
    session: &Session,
    workshop: &Workshop,
    variants: &[(&Exercise, Variant)],
    runs: usize,
) -> Result<Vec<Row>, Problem> {
    let queue = Mutex::new(variants.iter().enumerate());
    let work = || -> Result<Vec<(usize, Row)>, Problem> {
        let mut rows = Vec::new();
        loop {
            session.interrupt.check()?;
            // Its own statement, so that the queue is free again while the variant is tried.
            let next = queue.lock().expect("nobody panics while taking from the queue").next();
            let Some((index, (exercise, variant))) = next else { return Ok(rows) };
            rows.push((index, trial::try_variant(session, workshop, exercise, variant, runs)?));
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let results: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().expect("a worker returns its problems")).collect()
    });
    let mut rows = Vec::new();
    for result in results {
        rows.extend(result?);
    }
    rows.sort_by_key(|(index, _)| *index);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

fn write(path: &Path, text: &str) -> Result<(), Problem> {
    fs::write(path, text).map_err(|error| words::problems::cannot_write(path, &error))
}
