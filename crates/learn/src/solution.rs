//! `cargo learn solution` and `cargo learn explain`: how it can be done.

use crate::exercise::Exercise;
use crate::problem::{DONE, NOT_YET, Problem};
use crate::progress::Mark;
use crate::screen::{Screen, Tone};
use crate::words::{self, problems};
use crate::{Answer, Session};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use textwrap::core::display_width;

/// A screen narrower than this shows two texts one after the other.
const BESIDE: usize = 100;

/// A right design that is not the reference.
struct Design {
    name: String,
    text: String,
}

/// Prints a solution, or writes it to a file that is not there yet.
///
/// # Errors
///
/// When there is no such exercise or design, or the file is there already.
pub fn solution(session: &Session, id: &str, design: Option<&str>, write: Option<&Path>) -> Result<Answer, Problem> {
    let exercise = session.course.find(id)?;
    let text = match design {
        None => reference(exercise)?,
        Some(name) => {
            let designs = designs(exercise)?;
            let names: Vec<&str> = designs.iter().map(|design| design.name.as_str()).collect();
            let found = designs.iter().find(|design| design.name == name);
            found.ok_or_else(|| problems::unknown_design(name, &names))?.text.clone()
        }
    };
    let Some(path) = write else { return Ok(Answer { text, code: DONE }) };
    let mut file = File::create_new(path).map_err(|error| problems::not_overwritten(path, &error))?;
    file.write_all(text.as_bytes()).map_err(|error| problems::cannot_write(path, &error))?;
    Ok(Answer { text: session.screen.wrap(0, &words::solution_written(path)), code: DONE })
}

/// The reference solution beside the learner's, once that is solved.
///
/// # Errors
///
/// When there is no such exercise, or one of its files cannot be read.
pub fn explain(session: &Session, id: &str) -> Result<Answer, Problem> {
    let exercise = session.course.find(id)?;
    let found = session.store.read();
    session.note(found.note);
    if found.progress.mark(exercise)? != Mark::Solved {
        return Ok(Answer { text: session.screen.wrap(0, &words::explain_later(exercise)), code: NOT_YET });
    }
    Ok(Answer { text: explanation(exercise, &session.screen)?, code: DONE })
}

/// The learner's text, the reference, and one other right design.
///
/// # Errors
///
/// When one of the files cannot be read.
pub fn explanation(exercise: &Exercise, screen: &Screen) -> Result<String, Problem> {
    let (yours, reference) = (exercise.text()?, reference(exercise)?);
    let mut text = beside((words::SIDES.0, code(&yours)), (words::SIDES.1, code(&reference)), screen);
    if let Some(design) = designs(exercise)?.first() {
        let differs = design.text.lines().next().and_then(|line| line.strip_prefix("//! right: ")).unwrap_or_default();
        text.push_str(&format!("\n{}\n", screen.wrap(0, &words::also_right(differs))));
        text.push_str(code(&design.text));
    }
    Ok(text)
}

/// Two texts side by side, the same lines beside each other; or one after the other where the screen is too narrow or plain.
fn beside(left: (&str, &str), right: (&str, &str), screen: &Screen) -> String {
    let heading = |text: &str| screen.paint(Tone::Strong, text);
    if screen.plain || screen.width < BESIDE {
        return format!("{}\n\n{}\n{}\n\n{}", heading(left.0), left.1, heading(right.0), right.1);
    }
    let width = (screen.width - 3) / 2;
    let pad = |text: &str| " ".repeat(width.saturating_sub(display_width(text)));
    let mut text = format!("{}{} │ {}\n", heading(left.0), pad(left.0), heading(right.0));
    let (ours, theirs): (Vec<&str>, Vec<&str>) = (left.1.lines().collect(), right.1.lines().collect());
    let line = |side: &[&str], at: usize| fold(side.get(at).unwrap_or(&""), width);
    for part in capture_diff_slices(Algorithm::Myers, &ours, &theirs) {
        let (ours, theirs) = (&ours[part.old_range()], &theirs[part.new_range()]);
        for row in 0..ours.len().max(theirs.len()) {
            // What only the words about it differ in is the same.
            let is_words = |side: &[&str]| side.get(row).is_none_or(|line| line.trim_start().starts_with("//"));
            let same = part.tag() == DiffTag::Equal || (is_words(ours) && is_words(theirs));
            let sign = if same { "│" } else { "≠" };
            let (left, right) = (line(ours, row), line(theirs, row));
            for at in 0..left.len().max(right.len()) {
                let part = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
                let (left, right) = (part(&left), part(&right));
                text.push_str(format!("{left}{} {sign} {right}", pad(&left)).trim_end());
                text.push('\n');
            }
        }
    }
    text
}

/// A line of code, folded to what stands a little further in than its beginning.
fn fold(line: &str, width: usize) -> Vec<String> {
    let indent = line.len() - line.trim_start().len() + 4;
    let indent = " ".repeat(indent.min(width / 2));
    let options = textwrap::Options::new(width).break_words(true).subsequent_indent(&indent);
    textwrap::wrap(line, &options).into_iter().map(|line| line.into_owned()).collect()
}

/// A file without the text that opens it.
fn code(text: &str) -> &str {
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n') {
        if !(line.starts_with("//!") || line.trim().is_empty()) {
            break;
        }
        rest = after;
    }
    rest
}

fn reference(exercise: &Exercise) -> Result<String, Problem> {
    let path = exercise.solutions.join("solution.rs");
    fs::read_to_string(exercise.root().join(&path)).map_err(|error| problems::course_file(&path, &error))
}

/// The other right designs, by name.
fn designs(exercise: &Exercise) -> Result<Vec<Design>, Problem> {
    let folder = exercise.solutions.join("right");
    let Ok(entries) = fs::read_dir(exercise.root().join(&folder)) else { return Ok(Vec::new()) };
    let mut designs = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| problems::course_file(&folder, &error))?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).map_err(|error| problems::course_file(&path, &error))?;
            designs.push(Design { name, text });
        }
    }
    designs.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(designs)
}
